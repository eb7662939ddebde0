import { event } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { advance, type Cart, type CartDecision, type Payment, type PaymentMethod } from './cart.js';
import { cartPayload, cartUpdated, paymentPayload } from './cart-payload.js';
import { priceCart, standing } from './cart-totals.js';

interface PaymentTaken {
  readonly paymentId: string;
  readonly method: PaymentMethod;
  /** What the customer hands over; in cash it may exceed what is due, the rest is change. */
  readonly amount: number;
  readonly takenBy: Person;
}

export function takePayment(cart: Cart, taken: PaymentTaken, now: Date): CartDecision {
  const payment: Payment = { ...taken, takenAt: now.toISOString(), voided: null };
  const next = advance(cart, 'pay', now, { payments: [...cart.payments, payment] });
  const { due } = priceCart(cart).totals;
  if (due === 0) throw new RuleViolated('pos.nothing-due');
  if (taken.method === 'card' && taken.amount > due) {
    throw new RuleViolated('pos.card-exceeds-due', { due, amount: taken.amount });
  }
  const { cartId, posId, currency, totals } = cartPayload(next);
  return {
    cart: next,
    events: [
      event('pos:cart:payment', { cartId, posId, currency, payment: paymentPayload(payment), totals }),
      cartUpdated(next),
    ],
  };
}

export function voidPayment(
  cart: Cart,
  { paymentId, by }: { readonly paymentId: string; readonly by: Person },
  now: Date,
): CartDecision {
  const voided = standing(cart.payments).find((payment) => payment.paymentId === paymentId);
  if (!voided) throw new RuleViolated('pos.payment-not-found', { paymentId });
  const payments = cart.payments.map((payment) =>
    payment === voided ? { ...payment, voided: { by, at: now.toISOString() } } : payment,
  );
  const next = advance(cart, 'pay', now, { payments });
  return { cart: next, events: [cartUpdated(next)] };
}

/** Change comes out of the drawer, so what cards paid may never exceed the total: an edit that would do that is refused. */
export function refuseOverpayment(cart: Cart): void {
  const { total } = priceCart(cart).totals;
  const paidByCard = paidBy(cart, 'card');
  if (paidByCard > total) throw new RuleViolated('pos.cart-overpaid', { paidByCard, total });
}

export function paidBy(cart: Pick<Cart, 'payments'>, method: PaymentMethod): number {
  return standing(cart.payments)
    .filter((payment) => payment.method === method)
    .reduce((total, { amount }) => total + amount, 0);
}
