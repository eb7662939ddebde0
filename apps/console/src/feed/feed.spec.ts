import type { RealtimeEvent } from '@business-control/realtime-client';
import { describe, expect, it } from 'vitest';
import { orderOf } from '../../test/order-desk.js';
import { countSessionOf, levelOf, movementOf } from '../../test/warehouse.js';
import { actorName, emptyFeed, FEED_LIMIT, nextFeed } from './feed.js';
import { summaryOf } from './summary.js';

function arrival(id: string, userId: string | null = 'u1'): RealtimeEvent {
  return {
    name: 'pos:inventory:availability',
    payload: { productId: 'p', sku: 'TEA', warehouseId: 'w', available: 4 },
    meta: { id, occurredAt: '2026-01-05T09:00:00.000Z', actor: { userId, deviceId: null } },
  };
}

const payment: RealtimeEvent = {
  name: 'pos:cart:payment',
  payload: {
    cartId: 'c',
    posId: 'p',
    currency: 'EUR',
    payment: {
      paymentId: 'x',
      method: 'cash',
      amount: 2_000,
      takenBy: { userId: 'u1', displayName: 'Manager' },
      takenAt: '2026-01-05T09:00:00.000Z',
    },
    totals: { subtotal: 1_500, discount: 0, total: 1_500, tax: 0, paid: 2_000, due: 0, change: 500 },
  },
  meta: arrival('m', 'u1').meta,
};

const totals = { subtotal: 1_500, discount: 0, total: 1_500, tax: 0, paid: 0, due: 1_500, change: 0 };

const feedOf = (...events: RealtimeEvent[]) =>
  events.reduce((feed, event) => nextFeed(feed, { type: 'arrived', event }), emptyFeed);

describe('the feed', () => {
  it('shows the newest event first, each once', () => {
    const { events } = feedOf(arrival('1'), arrival('2'), arrival('1'));
    expect(events.map(({ meta }) => meta.id)).toEqual(['2', '1']);
  });

  it('forgets the oldest events', () => {
    const many = Array.from({ length: FEED_LIMIT + 5 }, (_, index) => arrival(String(index)));
    const { events } = feedOf(...many);
    expect(events).toHaveLength(FEED_LIMIT);
    expect(events.at(-1)?.meta.id).toBe('5');
  });

  it('is empty after clearing, but still knows people', () => {
    const feed = nextFeed(feedOf(payment), { type: 'cleared' });
    expect(feed).toEqual({ events: [], people: { u1: 'Manager' } });
  });
});

describe('actorName', () => {
  it('names people it has heard of, itself, and the system', () => {
    const { people } = feedOf(payment);
    expect(actorName(arrival('1', 'u1'), people, 'me')).toBe('Manager');
    expect(actorName(arrival('1', 'me'), people, 'me')).toBe('You');
    expect(actorName(arrival('1', null), people, 'me')).toBe('System');
    expect(actorName(arrival('1', '0190-77ab'), people, 'me')).toBe('User …77ab');
  });
});

describe('summaryOf', () => {
  it('says what happened in one sentence', () => {
    expect(summaryOf(arrival('1'))).toBe('TEA: 4 left');
    expect(summaryOf(payment)).toMatch(/20\.00 in cash, paid in full$/);
  });

  it.each([
    [{ lines: [] }, 'Cart is empty'],
    [{}, 'Cart: 3 items, €15.00'],
    [{ totals: { ...totals, paid: 500, due: 1_000 } }, 'Cart: 3 items, €15.00, €10.00 still due'],
    [{ status: 'cancelled' }, 'Cart cancelled (3 items, €15.00)'],
    [{ status: 'confirmed' }, 'Cart closed: 3 items, €15.00'],
  ])('tells what became of a cart: %j', (change, sentence) => {
    const payload = { status: 'open', currency: 'EUR', lines: [{ quantity: 3 }], totals, ...change };
    const updated = { name: 'pos:cart:updated', payload } as unknown as RealtimeEvent;
    expect(summaryOf(updated)).toBe(sentence);
  });

  it('tells who confirmed, and what the day came to', () => {
    const confirmedBy = { userId: 'u1', displayName: 'Manager' };
    const confirmed = { name: 'pos:cart:confirmed', payload: { confirmedBy, currency: 'EUR', totals } };
    const day = {
      name: 'pos:daily-totals:updated',
      payload: { salesCount: 1, total: 1_500, currency: 'EUR' },
    };
    expect([confirmed, day].map((event) => summaryOf(event as unknown as RealtimeEvent))).toEqual([
      'Cart over €15.00 confirmed by Manager',
      '1 sale today, €15.00',
    ]);
  });

  it.each<[Partial<RealtimeEvent>, string]>([
    [{ name: 'order:created', payload: orderOf(7) }, 'Order 7 online from Some Customer, €9.00'],
    [{ name: 'inventory:movement:created', payload: movementOf('m') }, 'Receipt of 1 product applied'],
    [
      { name: 'inventory:stock:updated', payload: levelOf('tea', 7, { onHand: 9, reserved: 2 }) },
      'Tea: 9 on hand, 2 of them sold',
    ],
    [
      { name: 'inventory:count-session:updated', payload: countSessionOf({ counted: 3 }) },
      'Count “January count” open: 3 products, 0 differences',
    ],
  ])('has a sentence for what happens beside the till: %#', (event, sentence) => {
    expect(summaryOf(event as RealtimeEvent)).toBe(sentence);
  });

  it('falls back to the name of an event without a sentence', () => {
    const unknown = { name: 'orders:order:ready', payload: {} } as unknown as RealtimeEvent;
    expect(summaryOf(unknown)).toBe('orders:order:ready');
  });
});
