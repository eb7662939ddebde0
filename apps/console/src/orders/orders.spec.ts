import type { RealtimeEvent } from '@business-control/realtime-client';
import type { OrderPayload } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { orderOf, paymentOf } from '../../test/order-desk.js';
import { afterOrder, afterOwnOrder, isActive, mergedOrders } from './orders.js';

const page = { items: [orderOf(2), orderOf(1)], next: null };
const created = (payload: OrderPayload) => ({ name: 'order:created', payload }) as RealtimeEvent;
const moved = (order: OrderPayload) =>
  ({ name: 'order:status-changed', payload: { from: 'pending', to: order.status, order } }) as RealtimeEvent;
const paid = (payload: OrderPayload) => ({ name: 'order:payment-reported', payload }) as RealtimeEvent;
const numbers = ({ items }: { items: readonly OrderPayload[] }) => items.map(({ number }) => number);

describe('the order book', () => {
  it('has new orders on top, each once', () => {
    const after = afterOrder(page, created(orderOf(3)));
    expect(numbers(after)).toEqual([3, 2, 1]);
    expect(afterOrder(after, created(orderOf(3)))).toBe(after);
  });

  it('follows status and payment, and never goes back', () => {
    const confirmed = afterOrder(page, moved(orderOf(1, { status: 'confirmed', version: 3 })));
    expect(confirmed.items[1]?.status).toBe('confirmed');
    const late = orderOf(1, { payment: paymentOf('declined'), version: 2 });
    expect(afterOrder(confirmed, paid(late))).toBe(confirmed);
    const payment = paymentOf('approved');
    expect(afterOrder(confirmed, paid(orderOf(1, { payment, version: 4 }))).items[1]?.payment).toEqual(
      payment,
    );
  });

  it('does not care for other events', () => {
    expect(afterOrder(page, { name: 'inventory:stock:updated' } as RealtimeEvent)).toBe(page);
  });
});

describe('the orders of a customer', () => {
  it('are those placed for their account', () => {
    expect(numbers(afterOwnOrder('u-customer', page, created(orderOf(3))))).toEqual([3, 2, 1]);
    expect(afterOwnOrder('u-else', page, created(orderOf(3)))).toBe(page);
  });
});

describe('orders asked for in parts', () => {
  it('are one list, newest first, each as it is now', () => {
    const later = orderOf(1, { status: 'ready', version: 5 });
    const merged = mergedOrders([page, { items: [later, orderOf(7)], next: null }, page]);
    expect(merged.map(({ number, version }) => [number, version])).toEqual([
      [7, 1],
      [2, 1],
      [1, 5],
    ]);
  });

  it('are on their way until they are delivered or called off', () => {
    expect(isActive({ status: 'ready' })).toBe(true);
    expect(isActive({ status: 'cancelled' })).toBe(false);
  });
});
