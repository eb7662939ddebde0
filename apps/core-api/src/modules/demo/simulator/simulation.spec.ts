import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryFor, dueSales, fillBasket } from './simulation.js';

const start = new Date('2026-03-02T12:00:00.000Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
const pace = { salesPerMinute: 30, soldUpTo: start, until: after(600) };

describe('dueSales', () => {
  it('keeps the pace: the rest of an interval counts next time', () => {
    expect(dueSales(pace, after(1))).toEqual({ count: 0, upTo: start });
    expect(dueSales(pace, after(5))).toEqual({ count: 2, upTo: after(4) });
  });

  it('does not catch up after a pause', () => {
    expect(dueSales(pace, after(300))).toEqual({ count: 5, upTo: after(300) });
  });

  it('sells nothing after its end', () => {
    expect(dueSales({ ...pace, soldUpTo: after(600) }, after(900))).toEqual({ count: 0, upTo: after(600) });
  });
});

describe('fillBasket', () => {
  const shelves = fc.uniqueArray(
    fc.record({ productId: fc.uuid(), available: fc.integer({ min: -3, max: 20 }) }),
    {
      selector: ({ productId }) => productId,
    },
  );

  it('takes only what is there, and something if anything is', () => {
    fc.assert(
      fc.property(
        shelves,
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (shelf, chances) => {
          const basket = fillBasket(shelf, () => chances.next().value ?? 0);
          const available = new Map(shelf.map((product) => [product.productId, product.available]));
          for (const { productId, quantity } of basket) {
            expect(quantity).toBeGreaterThan(0);
            expect(quantity).toBeLessThanOrEqual(available.get(productId) ?? 0);
          }
          expect(new Set(basket.map(({ productId }) => productId)).size).toBe(basket.length);
          expect(basket.length > 0).toBe(shelf.some((product) => product.available > 0));
        },
      ),
    );
  });
});

describe('deliveryFor', () => {
  const shelf = [
    { productId: 'short', available: 2, minimumStock: 5 },
    { productId: 'enough', available: 5, minimumStock: 5 },
  ];

  it('brings what runs short, now and then', () => {
    expect(deliveryFor(shelf, () => 0.1)).toEqual([{ productId: 'short', quantity: 10 }]);
    expect(deliveryFor(shelf, () => 0.9)).toEqual([]);
  });
});
