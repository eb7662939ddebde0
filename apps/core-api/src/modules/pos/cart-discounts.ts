import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { advance, type Cart, type CartDecision, type Discount } from './cart.js';
import { replaceLine } from './cart-lines.js';
import { cartUpdated } from './cart-payload.js';
import { refuseOverpayment } from './cart-payments.js';
import { priceCart } from './cart-totals.js';

export const MAX_DISCOUNTS = 20;

interface DiscountGiven extends Discount {
  /** `null` for a discount on the whole cart. */
  readonly lineId: string | null;
}

/**
 * An amount above what there is to discount is a slip of the finger and refused; when the cart shrinks afterwards, the discount
 * shrinks with it.
 */
export function addDiscount(cart: Cart, { lineId, ...discount }: DiscountGiven, now: Date): CartDecision {
  const before = priceCart(cart);
  const remaining = lineId ? before.lines.find((line) => line.lineId === lineId)?.total : before.totals.total;
  const change = lineId
    ? {
        lines: replaceLine(cart, lineId, (line) => ({
          ...line,
          discounts: append(line.discounts, discount),
        })),
      }
    : { discounts: append(cart.discounts, discount) };
  const next = advance(cart, 'edit', now, change);
  if (discount.kind === 'amount' && discount.value > (remaining ?? 0)) {
    throw new RuleViolated('pos.discount-too-large', { max: remaining ?? 0 });
  }
  refuseOverpayment(next);
  return { cart: next, events: [cartUpdated(next)] };
}

/** Takes a discount back, wherever in the cart it is. */
export function removeDiscount(
  cart: Cart,
  { discountId }: { readonly discountId: string },
  now: Date,
): CartDecision {
  const without = (discounts: readonly Discount[]) =>
    discounts.filter((discount) => discount.discountId !== discountId);
  const all = [...cart.discounts, ...cart.lines.flatMap((line) => line.discounts)];
  if (without(all).length === all.length) throw new RuleViolated('pos.discount-not-found', { discountId });
  const next = advance(cart, 'edit', now, {
    discounts: without(cart.discounts),
    lines: cart.lines.map((line) => ({ ...line, discounts: without(line.discounts) })),
  });
  return { cart: next, events: [cartUpdated(next)] };
}

function append(discounts: readonly Discount[], discount: Discount): readonly Discount[] {
  if (discounts.length >= MAX_DISCOUNTS)
    throw new RuleViolated('pos.too-many-discounts', { max: MAX_DISCOUNTS });
  return [...discounts, discount];
}
