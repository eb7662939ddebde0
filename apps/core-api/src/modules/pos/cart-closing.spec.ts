import { describe, expect, it } from 'vitest';
import { aCart, aLine, aPayment, cashier, NOON } from '../../../test/pos-carts.js';
import { cancelCart, confirmCart } from './cart-closing.js';

const violated = (code: string) => expect.objectContaining({ code });
const confirmation = { saleId: 's', receiptNumber: 7, warehouseId: 'w', confirmedBy: cashier };

describe('confirmCart', () => {
  it('turns a paid cart into a sale, in the order screens expect', () => {
    const cart = aCart({ lines: [aLine()], payments: [aPayment({ amount: 1_500 })] });
    const { cart: next, sale, events } = confirmCart(cart, confirmation, NOON);
    expect(next).toMatchObject({ status: 'confirmed', version: 2 });
    expect(events.map(({ name }) => name)).toEqual(['pos:cart:updated', 'pos:cart:confirmed']);
    expect(sale).toMatchObject({
      saleId: 's',
      receiptNumber: 7,
      channel: 'till',
      cartId: cart.cartId,
      orderId: null,
      warehouseId: 'w',
      soldBy: cashier,
      totals: { total: 1_000, change: 500 },
    });
  });

  it('refuses an underpaid cart', () => {
    const cart = aCart({ lines: [aLine()], payments: [aPayment({ amount: 999 })] });
    expect(() => confirmCart(cart, confirmation, NOON)).toThrow(violated('pos.cart-underpaid'));
  });

  it('refuses an empty cart', () => {
    expect(() => confirmCart(aCart(), confirmation, NOON)).toThrow(violated('pos.cart-empty'));
  });

  it.each(['confirmed', 'cancelled'] as const)('refuses a %s cart', (status) => {
    const cart = aCart({ status, lines: [aLine()], payments: [aPayment()] });
    expect(() => confirmCart(cart, confirmation, NOON)).toThrow(violated('pos.cart-not-open'));
  });
});

describe('cancelCart', () => {
  it('gives up an unpaid cart', () => {
    const { cart, events } = cancelCart(aCart({ lines: [aLine()] }), NOON);
    expect(cart.status).toBe('cancelled');
    expect(events).toEqual([
      { name: 'pos:cart:updated', payload: expect.objectContaining({ status: 'cancelled' }) },
    ]);
  });

  it('refuses while it holds money', () => {
    expect(() => cancelCart(aCart({ payments: [aPayment()] }), NOON)).toThrow(
      violated('pos.cart-has-payments'),
    );
    const handedBack = aPayment({ voided: { by: cashier, at: NOON.toISOString() } });
    expect(cancelCart(aCart({ payments: [handedBack] }), NOON).cart.status).toBe('cancelled');
  });

  it('refuses a cart that is closed already', () => {
    expect(() => cancelCart(aCart({ status: 'cancelled' }), NOON)).toThrow(violated('pos.cart-not-open'));
  });
});
