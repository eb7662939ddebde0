import { type DomainEvent, event, type SalePayload } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { advance, type Cart, type CartDecision } from './cart.js';
import { cartPayload, cartUpdated } from './cart-payload.js';
import { priceCart, standing } from './cart-totals.js';

interface Confirmation {
  readonly saleId: string;
  readonly receiptNumber: number;
  /** Where the goods are taken from. */
  readonly warehouseId: string;
  readonly confirmedBy: Person;
}

interface CartConfirmed extends CartDecision {
  /** What the cart became, for the record of sales. */
  readonly sale: SalePayload;
}

/** Closes a cart that is paid in full; it becomes a sale. */
export function confirmCart(
  cart: Cart,
  { saleId, receiptNumber, warehouseId, confirmedBy }: Confirmation,
  now: Date,
): CartConfirmed {
  const next = advance(cart, 'confirm', now);
  if (cart.lines.length === 0) throw new RuleViolated('pos.cart-empty');
  const { due } = priceCart(cart).totals;
  if (due > 0) throw new RuleViolated('pos.cart-underpaid', { due });
  const { cartId, posId, currency, lines, discounts, payments, totals } = cartPayload(next);
  const completedAt = now.toISOString();
  const sale: SalePayload = {
    saleId,
    receiptNumber,
    channel: 'till',
    posId,
    cartId,
    orderId: null,
    warehouseId,
    currency,
    lines,
    discounts,
    payments,
    totals,
    soldBy: confirmedBy,
    completedAt,
  };
  const confirmed = { cartId, posId, saleId, currency, totals, confirmedBy, confirmedAt: completedAt };
  const events: DomainEvent[] = [cartUpdated(next), event('pos:cart:confirmed', confirmed)];
  return { cart: next, sale, events };
}

/** Gives a cart up. Money in it must go back to the customer first, each payment voided by someone. */
export function cancelCart(cart: Cart, now: Date): CartDecision {
  const next = advance(cart, 'cancel', now);
  const payments = standing(cart.payments).length;
  if (payments > 0) throw new RuleViolated('pos.cart-has-payments', { payments });
  return { cart: next, events: [cartUpdated(next)] };
}
