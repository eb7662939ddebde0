import { describe, expect, it } from 'vitest';
import { aCart, aDiscount, aLine, aPayment, aProduct, cashier, NOON } from '../../../test/pos-carts.js';
import { addLine, changeQuantity, MAX_LINES, MAX_QUANTITY, openCart, removeLine } from './cart-lines.js';

const violated = (code: string) => expect.objectContaining({ code });

describe('openCart', () => {
  it('starts empty, at version 1', () => {
    const { cart, events } = openCart({ cartId: 'c', posId: 'p', currency: 'EUR', openedBy: cashier }, NOON);
    expect(cart).toMatchObject({ status: 'open', version: 1, lines: [], openedAt: NOON });
    expect(events).toEqual([
      { name: 'pos:cart:updated', payload: expect.objectContaining({ cartId: 'c', version: 1, lines: [] }) },
    ]);
  });
});

describe('addLine', () => {
  it('rings up a product at its price', () => {
    const product = aProduct({ unitPrice: 450 });
    const { cart, events } = addLine(aCart(), { lineId: 'l1', product, quantity: 2 }, NOON);
    expect(cart.lines).toEqual([{ ...product, lineId: 'l1', quantity: 2, discounts: [] }]);
    expect(cart.version).toBe(2);
    expect(events).toEqual([
      {
        name: 'pos:cart:updated',
        payload: expect.objectContaining({ totals: expect.objectContaining({ total: 900 }) }),
      },
    ]);
  });

  it('adds to the line the product already has', () => {
    const line = aLine({ quantity: 2 });
    const { cart } = addLine(aCart({ lines: [line] }), { lineId: 'new', product: line, quantity: 3 }, NOON);
    expect(cart.lines).toEqual([{ ...line, quantity: 5 }]);
  });

  it.each([
    ['carries a discount', aLine({ discounts: [aDiscount()] }), {}],
    ['was rung up at another price', aLine({ unitPrice: 900 }), { unitPrice: 1_000 }],
    ['was rung up at another tax rate', aLine({ taxRate: 900 }), { taxRate: 2_100 }],
  ])('starts another line when the one there %s', (_reason, line, now) => {
    const product = { ...line, ...now };
    const { cart } = addLine(aCart({ lines: [line] }), { lineId: 'new', product, quantity: 1 }, NOON);
    expect(cart.lines.map(({ lineId }) => lineId)).toEqual([line.lineId, 'new']);
  });

  it('refuses more than a line or a cart can hold', () => {
    const line = aLine({ quantity: MAX_QUANTITY });
    expect(() =>
      addLine(aCart({ lines: [line] }), { lineId: 'new', product: line, quantity: 1 }, NOON),
    ).toThrow(violated('pos.quantity-too-large'));
    const full = aCart({ lines: Array.from({ length: MAX_LINES }, () => aLine()) });
    expect(() => addLine(full, { lineId: 'new', product: aProduct(), quantity: 1 }, NOON)).toThrow(
      violated('pos.cart-full'),
    );
  });

  it.each(['confirmed', 'cancelled'] as const)('refuses a %s cart', (status) => {
    expect(() => addLine(aCart({ status }), { lineId: 'l', product: aProduct(), quantity: 1 }, NOON)).toThrow(
      violated('pos.cart-not-open'),
    );
  });
});

describe('changing and removing lines', () => {
  it('sets the quantity and leaves the other lines alone', () => {
    const [first, second] = [aLine(), aLine()];
    const { cart } = changeQuantity(
      aCart({ lines: [first, second] }),
      { lineId: first.lineId, quantity: 7 },
      NOON,
    );
    expect(cart.lines).toEqual([{ ...first, quantity: 7 }, second]);
  });

  it('removes a line', () => {
    const [first, second] = [aLine(), aLine()];
    const { cart } = removeLine(aCart({ lines: [first, second] }), { lineId: first.lineId }, NOON);
    expect(cart.lines).toEqual([second]);
  });

  it('knows no other lines', () => {
    expect(() => removeLine(aCart(), { lineId: 'x' }, NOON)).toThrow(violated('pos.line-not-found'));
    expect(() => changeQuantity(aCart(), { lineId: 'x', quantity: 1 }, NOON)).toThrow(
      violated('pos.line-not-found'),
    );
  });

  it('refuses to make the cart cheaper than what cards have paid; cash can be handed back', () => {
    const line = aLine({ unitPrice: 1_000, quantity: 2 });
    const paid = (method: 'card' | 'cash') =>
      aCart({ lines: [line], payments: [aPayment({ method, amount: 1_500 })] });
    const toOne = { lineId: line.lineId, quantity: 1 };
    expect(() => changeQuantity(paid('card'), toOne, NOON)).toThrow(violated('pos.cart-overpaid'));
    expect(changeQuantity(paid('cash'), toOne, NOON).events).toEqual([
      {
        name: 'pos:cart:updated',
        payload: expect.objectContaining({ totals: expect.objectContaining({ change: 500 }) }),
      },
    ]);
  });
});
