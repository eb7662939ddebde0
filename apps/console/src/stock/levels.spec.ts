import type { RealtimeEvent } from '@business-control/realtime-client';
import type { StockLevelPayload } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { levelOf } from '../../test/warehouse.js';
import { afterLevel, expiryOf, firstExpiry, searchLevels, shortageOf } from './levels.js';

const tea = levelOf('tea', 12);
const mug = levelOf('mug', 0);
const page = { items: [tea, mug], next: null };
const updated = (payload: StockLevelPayload) =>
  ({ name: 'inventory:stock:updated', payload }) as RealtimeEvent;

describe('levels of a warehouse', () => {
  it('take a newer version, in its place', () => {
    const { items } = afterLevel('w-shop', page, updated(levelOf('tea', 7, { version: 2 })));
    expect(items.map(({ productId, available }) => [productId, available])).toEqual([
      ['p-tea', 7],
      ['p-mug', 0],
    ]);
  });

  it('never go back to an older version', () => {
    const now = afterLevel('w-shop', page, updated(levelOf('tea', 7, { version: 3 })));
    expect(afterLevel('w-shop', now, updated(levelOf('tea', 9, { version: 2 })))).toBe(now);
    expect(afterLevel('w-shop', now, updated(levelOf('tea', 9, { version: 3 })))).toBe(now);
  });

  it('grow by a product that comes for the first time', () => {
    const { items } = afterLevel('w-shop', page, updated(levelOf('lamp', 3)));
    expect(items.map(({ sku }) => sku)).toContain('LAMP-1');
  });

  it('care for no other warehouse and no other event', () => {
    const elsewhere = levelOf('tea', 1, { warehouseId: 'w-back', version: 9 });
    expect(afterLevel('w-shop', page, updated(elsewhere))).toBe(page);
    expect(afterLevel('w-shop', page, { ...updated(tea), name: 'order:created' } as RealtimeEvent)).toBe(
      page,
    );
  });
});

describe('shortage', () => {
  it.each([
    [-1, 5, 'out'],
    [0, 0, 'out'],
    [4, 5, 'short'],
    [5, 5, 'none'],
  ] as const)('with %i available and a minimum of %i: %s', (available, minimum, shortage) => {
    expect(shortageOf({ available, minimum })).toBe(shortage);
    expect(shortageOf({ available, minimum, archived: true })).toBe('none');
  });
});

describe('searching levels', () => {
  it('finds every word in name or SKU, by name', () => {
    expect(searchLevels([tea, mug], '', false).map(({ name }) => name)).toEqual(['Mug', 'Tea']);
    expect(searchLevels([tea, mug], 'tea-1', false)).toEqual([tea]);
    expect(searchLevels([tea, mug], 'tea mug', false)).toEqual([]);
  });

  it('finds only what is short, when asked', () => {
    expect(searchLevels([tea, mug], '', true)).toEqual([mug]);
  });
});

describe('expiry', () => {
  it.each([
    ['2026-01-30', 'expired'],
    ['2026-01-31', 'soon'],
    ['2026-02-07', 'soon'],
    ['2026-02-08', 'later'],
  ] as const)('of %s on the last of January: %s', (day, expiry) => {
    expect(expiryOf(day, '2026-01-31')).toBe(expiry);
  });

  it('is that of the first batch with units on hand', () => {
    const batches = [
      { code: 'gone', expiresOn: '2026-01-01', onHand: 0 },
      { code: 'b', expiresOn: '2026-03-01', onHand: 2 },
      { code: 'a', expiresOn: '2026-02-01', onHand: 2 },
      { code: 'c', expiresOn: null, onHand: 2 },
    ];
    expect(firstExpiry({ batches })).toBe('2026-02-01');
    expect(firstExpiry({ batches: [] })).toBeNull();
  });
});
