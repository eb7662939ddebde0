import { type CartPayload, type DomainEvent, event } from '@business-control/realtime-contracts';
import type { Cart, Payment } from './cart.js';
import { priceCart, standing } from './cart-totals.js';

/** A cart as events and answers show it. */
export function cartPayload(cart: Cart): CartPayload {
  const { cartId, posId, status, version, currency, openedBy } = cart;
  return {
    cartId,
    posId,
    status,
    version,
    currency,
    ...priceCart(cart),
    payments: standing(cart.payments).map(paymentPayload),
    openedBy,
    openedAt: cart.openedAt.toISOString(),
    updatedAt: cart.updatedAt.toISOString(),
  };
}

export function paymentPayload({ voided: _, ...payment }: Payment): CartPayload['payments'][number] {
  return payment;
}

export function cartUpdated(cart: Cart): DomainEvent {
  return event('pos:cart:updated', cartPayload(cart));
}
