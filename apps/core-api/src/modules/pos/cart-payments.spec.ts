import { describe, expect, it } from 'vitest';
import { aCart, aLine, aPayment, cashier, NOON } from '../../../test/pos-carts.js';
import { takePayment, voidPayment } from './cart-payments.js';

const violated = (code: string) => expect.objectContaining({ code });
const taken = (method: 'cash' | 'card', amount: number) => ({
  paymentId: 'p',
  method,
  amount,
  takenBy: cashier,
});

describe('takePayment', () => {
  it('records part of what is due', () => {
    const { cart, events } = takePayment(aCart({ lines: [aLine()] }), taken('card', 400), NOON);
    expect(cart.payments).toEqual([{ ...taken('card', 400), takenAt: NOON.toISOString(), voided: null }]);
    expect(events.map(({ name }) => name)).toEqual(['pos:cart:payment', 'pos:cart:updated']);
    expect(events[0]?.payload).toMatchObject({
      cartId: cart.cartId,
      payment: { ...taken('card', 400), takenAt: NOON.toISOString() },
      totals: { paid: 400, due: 600, change: 0 },
    });
    expect(events[0]?.payload).not.toHaveProperty('payment.voided');
  });

  it('gives change from cash', () => {
    const { events } = takePayment(aCart({ lines: [aLine()] }), taken('cash', 5_000), NOON);
    expect(events[0]?.payload).toMatchObject({ totals: { paid: 5_000, due: 0, change: 4_000 } });
  });

  it('refuses a card payment above what is due', () => {
    const cart = aCart({ lines: [aLine()], payments: [aPayment({ amount: 600 })] });
    expect(() => takePayment(cart, taken('card', 401), NOON)).toThrow(violated('pos.card-exceeds-due'));
    expect(takePayment(cart, taken('card', 400), NOON).cart.payments).toHaveLength(2);
  });

  it('refuses money when nothing is due', () => {
    expect(() => takePayment(aCart(), taken('cash', 1), NOON)).toThrow(violated('pos.nothing-due'));
  });

  it('refuses a confirmed cart, whatever is due', () => {
    expect(() => takePayment(aCart({ status: 'confirmed' }), taken('cash', 1), NOON)).toThrow(
      violated('pos.cart-not-open'),
    );
  });
});

describe('voidPayment', () => {
  it('hands a payment back and remembers who did', () => {
    const payment = aPayment();
    const cart = aCart({ lines: [aLine()], payments: [payment] });
    const { cart: next, events } = voidPayment(cart, { paymentId: payment.paymentId, by: cashier }, NOON);
    expect(next.payments).toEqual([{ ...payment, voided: { by: cashier, at: NOON.toISOString() } }]);
    expect(events).toEqual([
      { name: 'pos:cart:updated', payload: expect.objectContaining({ payments: [], version: 2 }) },
    ]);
    expect(() => voidPayment(next, { paymentId: payment.paymentId, by: cashier }, NOON)).toThrow(
      violated('pos.payment-not-found'),
    );
  });
});
