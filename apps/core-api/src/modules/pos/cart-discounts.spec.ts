import { describe, expect, it } from 'vitest';
import { aCart, aDiscount, aLine, aPayment, NOON } from '../../../test/pos-carts.js';
import { addDiscount, MAX_DISCOUNTS, removeDiscount } from './cart-discounts.js';

const violated = (code: string) => expect.objectContaining({ code });
const totals = (total: number) => [
  {
    name: 'pos:cart:updated',
    payload: expect.objectContaining({ totals: expect.objectContaining({ total }) }),
  },
];

describe('addDiscount', () => {
  it('takes a percentage off a line', () => {
    const line = aLine({ unitPrice: 999 });
    const discount = aDiscount({ value: 1_000, reason: 'scratched' });
    const { cart, events } = addDiscount(
      aCart({ lines: [line] }),
      { ...discount, lineId: line.lineId },
      NOON,
    );
    expect(cart.lines[0]?.discounts).toEqual([discount]);
    expect(cart.discounts).toEqual([]);
    expect(events).toEqual(totals(899));
  });

  it('takes an amount off the whole cart', () => {
    const discount = aDiscount({ kind: 'amount', value: 300 });
    const { cart, events } = addDiscount(aCart({ lines: [aLine()] }), { ...discount, lineId: null }, NOON);
    expect(cart.discounts).toEqual([discount]);
    expect(events).toEqual(totals(700));
  });

  it('refuses an amount above what is left to discount', () => {
    const line = aLine({ discounts: [aDiscount({ kind: 'amount', value: 400 })] });
    const cart = aCart({ lines: [line], discounts: [aDiscount({ kind: 'amount', value: 100 })] });
    const give = (value: number, lineId: string | null) => () =>
      addDiscount(cart, { ...aDiscount({ kind: 'amount', value }), lineId }, NOON);
    expect(give(601, line.lineId)).toThrow(violated('pos.discount-too-large'));
    expect(give(600, line.lineId)().events).toEqual(totals(0));
    expect(give(501, null)).toThrow(violated('pos.discount-too-large'));
    expect(give(500, null)().events).toEqual(totals(0));
  });

  it('refuses to make the cart cheaper than what cards have paid', () => {
    const cart = aCart({ lines: [aLine()], payments: [aPayment({ method: 'card', amount: 950 })] });
    expect(() => addDiscount(cart, { ...aDiscount({ value: 1_000 }), lineId: null }, NOON)).toThrow(
      violated('pos.cart-overpaid'),
    );
  });

  it('knows where discounts can be given', () => {
    expect(() => addDiscount(aCart(), { ...aDiscount(), lineId: 'x' }, NOON)).toThrow(
      violated('pos.line-not-found'),
    );
    expect(() => addDiscount(aCart({ status: 'confirmed' }), { ...aDiscount(), lineId: null }, NOON)).toThrow(
      violated('pos.cart-not-open'),
    );
    const discounts = Array.from({ length: MAX_DISCOUNTS }, () => aDiscount());
    expect(() => addDiscount(aCart({ discounts }), { ...aDiscount(), lineId: null }, NOON)).toThrow(
      violated('pos.too-many-discounts'),
    );
  });
});

describe('removeDiscount', () => {
  it('takes back a discount of a line or of the cart', () => {
    const [ofLine, ofCart, other] = [aDiscount(), aDiscount(), aDiscount()];
    const cart = aCart({ lines: [aLine({ discounts: [ofLine] })], discounts: [other, ofCart] });
    const { cart: first } = removeDiscount(cart, ofLine, NOON);
    const { cart: second, events } = removeDiscount(first, ofCart, NOON);
    expect(second.lines[0]?.discounts).toEqual([]);
    expect(second.discounts).toEqual([other]);
    expect(events).toEqual(totals(900));
  });

  it('knows no other discounts', () => {
    expect(() => removeDiscount(aCart(), aDiscount(), NOON)).toThrow(violated('pos.discount-not-found'));
  });
});
