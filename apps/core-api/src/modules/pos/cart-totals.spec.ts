import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCart, aDiscount, aLine, aPayment, NOON } from '../../../test/pos-carts.js';
import { allocate, containedTax, priceCart } from './cart-totals.js';

const discount = fc
  .oneof(
    fc.record({ kind: fc.constant('percent' as const), value: fc.integer({ min: 1, max: 10_000 }) }),
    fc.record({ kind: fc.constant('amount' as const), value: fc.integer({ min: 1, max: 1_000_000 }) }),
  )
  .map(aDiscount);
const line = fc
  .record({
    unitPrice: fc.integer({ min: 0, max: 100_000_000 }),
    quantity: fc.integer({ min: 1, max: 10_000 }),
    taxRate: fc.constantFrom(0, 500, 900, 2_100, 10_000),
    discounts: fc.array(discount, { maxLength: 3 }),
  })
  .map(aLine);
const payment = fc
  .record({
    method: fc.constantFrom('cash' as const, 'card' as const),
    amount: fc.integer({ min: 1, max: 1_000_000_000 }),
  })
  .map(aPayment);
const cart = fc
  .record({
    lines: fc.array(line, { maxLength: 20 }),
    discounts: fc.array(discount, { maxLength: 3 }),
    payments: fc.array(payment, { maxLength: 3 }),
  })
  .map(aCart);

const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);

describe('the laws of a priced cart', () => {
  it('is worth its subtotal less its discount, and never less than nothing', () => {
    fc.assert(
      fc.property(cart, (cart) => {
        const { totals, lines, discounts } = priceCart(cart);
        const taken = [...discounts, ...lines.flatMap((line) => line.discounts)].map(({ amount }) => amount);
        expect(totals.total).toBe(totals.subtotal - totals.discount);
        expect(totals.total).toBeGreaterThanOrEqual(0);
        expect(sum(taken)).toBe(totals.discount);
        expect(taken.every((amount) => amount >= 0)).toBe(true);
      }),
    );
  });

  it('contains at least no tax and at most its total, line by line and as a whole', () => {
    fc.assert(
      fc.property(cart, (cart) => {
        const { totals, lines } = priceCart(cart);
        expect(lines.every(({ tax, total }) => tax >= 0 && tax <= total)).toBe(true);
        expect(sum(lines.map(({ tax }) => tax))).toBe(totals.tax);
        expect(totals.tax).toBeLessThanOrEqual(totals.total);
      }),
    );
  });

  it('is either still due or gives change, and what was paid explains which', () => {
    fc.assert(
      fc.property(cart, (cart) => {
        const { total, paid, due, change } = priceCart(cart).totals;
        expect(paid + due).toBe(total + change);
        expect(Math.min(due, change)).toBe(0);
        expect(Math.max(due, change)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('deals in whole, exact minor units only', () => {
    fc.assert(
      fc.property(cart, (cart) => {
        expect(Object.values(priceCart(cart).totals).every(Number.isSafeInteger)).toBe(true);
      }),
    );
  });
});

describe('allocate', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 50 });
  const split = weights.chain((weights) =>
    fc.tuple(fc.integer({ min: 0, max: sum(weights) }), fc.constant(weights)),
  );

  it('gives away the amount exactly, to none more than its weight and to each its share but for one unit', () => {
    fc.assert(
      fc.property(split, ([amount, weights]) => {
        const shares = allocate(amount, weights);
        expect(sum(shares)).toBe(amount);
        for (const [index, weight] of weights.entries()) {
          const share = shares[index] ?? Number.NaN;
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(weight);
          if (amount > 0) expect(Math.abs(share - (amount * weight) / sum(weights))).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('favours the largest remainder, then the earlier share', () => {
    expect(allocate(10, [30, 30, 30])).toEqual([4, 3, 3]);
    expect(allocate(5, [10, 20, 70])).toEqual([1, 1, 3]);
    expect(allocate(100, [1, 1, 199])).toEqual([1, 0, 99]);
  });

  it('gives nothing when there is nothing to give it to', () => {
    expect(allocate(0, [0, 0])).toEqual([0, 0]);
    expect(allocate(0, [])).toEqual([]);
  });
});

describe('priceCart', () => {
  it('applies discounts one after the other, those of lines before those of the cart', () => {
    const cart = aCart({
      lines: [
        aLine({
          unitPrice: 1_000,
          quantity: 2,
          discounts: [
            aDiscount({ kind: 'percent', value: 5_000 }),
            aDiscount({ kind: 'amount', value: 100 }),
          ],
        }),
        aLine({ unitPrice: 100 }),
      ],
      discounts: [aDiscount({ kind: 'percent', value: 1_000 })],
    });
    const { lines, discounts, totals } = priceCart(cart);
    expect(lines.map(({ total }) => total)).toEqual([900, 100]);
    expect(lines[0]?.discounts.map(({ amount }) => amount)).toEqual([1_000, 100]);
    expect(discounts.map(({ amount }) => amount)).toEqual([100]);
    expect(totals).toMatchObject({ subtotal: 2_100, discount: 1_200, total: 900 });
  });

  it('never takes off more than there is', () => {
    const cart = aCart({
      lines: [aLine({ unitPrice: 500 })],
      discounts: [aDiscount({ kind: 'amount', value: 400 }), aDiscount({ kind: 'amount', value: 400 })],
    });
    const { discounts, totals } = priceCart(cart);
    expect(discounts.map(({ amount }) => amount)).toEqual([400, 100]);
    expect(totals.total).toBe(0);
  });

  it('charges tax on what is paid for each line, at the rate of the line', () => {
    const cart = aCart({
      lines: [aLine({ unitPrice: 12_100, taxRate: 2_100 }), aLine({ unitPrice: 10_900, taxRate: 900 })],
      discounts: [aDiscount({ kind: 'percent', value: 5_000 })],
    });
    expect(priceCart(cart).lines.map(({ tax }) => tax)).toEqual([1_050, 450]);
  });

  it('counts no payment that was handed back', () => {
    const handedBack = aPayment({ amount: 700, voided: { by: aCart().openedBy, at: NOON.toISOString() } });
    const cart = aCart({
      lines: [aLine({ unitPrice: 1_000 })],
      payments: [handedBack, aPayment({ amount: 400 })],
    });
    expect(priceCart(cart).totals).toMatchObject({ paid: 400, due: 600, change: 0 });
  });
});

describe('containedTax', () => {
  it('rounds half a unit up', () => {
    expect(containedTax(121, 2_100)).toBe(21);
    expect(containedTax(3, 10_000)).toBe(2);
    expect(containedTax(100, 0)).toBe(0);
  });
});
