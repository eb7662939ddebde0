import { describe, expect, it } from 'vitest';
import { aCart, aLine, aPayment, NOON } from '../../../test/pos-carts.js';
import { cartPayload } from './cart-payload.js';
import { takingsOf } from './sale.js';

describe('takingsOf', () => {
  it('counts the cash that stays in the drawer', () => {
    const cart = aCart({
      lines: [aLine({ unitPrice: 2_420, taxRate: 2_100 })],
      payments: [
        aPayment({ method: 'card', amount: 1_000 }),
        aPayment({ method: 'cash', amount: 2_000 }),
        aPayment({ method: 'cash', amount: 9_999, voided: { by: aCart().openedBy, at: NOON.toISOString() } }),
      ],
    });
    expect(takingsOf(cartPayload(cart))).toEqual({
      total: 2_420,
      tax: 420,
      discount: 0,
      cash: 1_420,
      card: 1_000,
    });
  });
});
