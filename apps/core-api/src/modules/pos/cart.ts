import type { CartPayload, DomainEvent } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';

export type CartStatus = CartPayload['status'];
export type PaymentMethod = CartPayload['payments'][number]['method'];
export type DiscountKind = CartPayload['discounts'][number]['kind'];

export interface Discount {
  readonly discountId: string;
  readonly kind: DiscountKind;
  /** Hundredths of a percent, or minor units. */
  readonly value: number;
  readonly reason: string | null;
}

/** Name, price and tax rate are those of the moment the product was rung up. */
export interface CartLine {
  readonly lineId: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: number;
  /** Hundredths of a percent, contained in the price. */
  readonly taxRate: number;
  readonly discounts: readonly Discount[];
}

export interface Payment {
  readonly paymentId: string;
  readonly method: PaymentMethod;
  readonly amount: number;
  readonly takenBy: Person;
  readonly takenAt: string;
  /** Who handed it back, and when; a payment that moved money is never forgotten. */
  readonly voided: { readonly by: Person; readonly at: string } | null;
}

export interface Cart {
  readonly cartId: string;
  readonly posId: string;
  readonly status: CartStatus;
  readonly version: number;
  readonly currency: string;
  readonly lines: readonly CartLine[];
  /** Discounts on the whole cart. */
  readonly discounts: readonly Discount[];
  /** In the order taken, voided ones included. */
  readonly payments: readonly Payment[];
  readonly openedBy: Person;
  readonly openedAt: Date;
  readonly updatedAt: Date;
}

/** What a decision about a cart comes to. */
export interface CartDecision {
  readonly cart: Cart;
  readonly events: readonly DomainEvent[];
}

/** What may be done to a cart in each status, and the status it leads to. */
const transitions = {
  open: { edit: 'open', pay: 'open', confirm: 'confirmed', cancel: 'cancelled' },
  confirmed: {},
  cancelled: {},
} as const satisfies Record<CartStatus, Partial<Record<CartAction, CartStatus>>>;

export type CartAction = 'edit' | 'pay' | 'confirm' | 'cancel';

/** The cart after an action: next status, next version. Throws `pos.cart-not-open` when its status does not allow the action. */
export function advance(cart: Cart, action: CartAction, now: Date, change: Partial<Cart> = {}): Cart {
  const next: Partial<Record<CartAction, CartStatus>> = transitions[cart.status];
  const status = next[action];
  if (!status) throw new RuleViolated('pos.cart-not-open', { status: cart.status });
  return { ...cart, ...change, status, version: cart.version + 1, updatedAt: now };
}
