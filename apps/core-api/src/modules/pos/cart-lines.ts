import type { Person } from '../../platform/commands/person.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { advance, type Cart, type CartDecision, type CartLine } from './cart.js';
import { cartUpdated } from './cart-payload.js';
import { refuseOverpayment } from './cart-payments.js';

export const MAX_LINES = 500;
export const MAX_QUANTITY = 10_000;

export interface ProductForSale {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: number;
  readonly taxRate: number;
}

interface CartOpening {
  readonly cartId: string;
  readonly posId: string;
  readonly currency: string;
  readonly openedBy: Person;
}

export function openCart(opening: CartOpening, now: Date): CartDecision {
  const cart: Cart = {
    ...opening,
    status: 'open',
    version: 1,
    lines: [],
    discounts: [],
    payments: [],
    openedAt: now,
    updatedAt: now,
  };
  return { cart, events: [cartUpdated(cart)] };
}

interface Addition {
  /** Used when the product gets a line of its own. */
  readonly lineId: string;
  readonly product: ProductForSale;
  readonly quantity: number;
}

/** Adds to the line of the same product at the same price unless that line carries discounts, which were given for its quantity. */
export function addLine(cart: Cart, { lineId, product, quantity }: Addition, now: Date): CartDecision {
  const same = cart.lines.find(
    (line) =>
      line.productId === product.productId &&
      line.unitPrice === product.unitPrice &&
      line.taxRate === product.taxRate &&
      line.discounts.length === 0,
  );
  if (same) return changeQuantity(cart, { lineId: same.lineId, quantity: same.quantity + quantity }, now);
  const { productId, sku, name, unitPrice, taxRate } = product;
  const line: CartLine = { lineId, productId, sku, name, unitPrice, taxRate, quantity, discounts: [] };
  return edited(cart, [...cart.lines, withinLimits(line)], now);
}

export function changeQuantity(
  cart: Cart,
  { lineId, quantity }: { readonly lineId: string; readonly quantity: number },
  now: Date,
): CartDecision {
  return edited(
    cart,
    replaceLine(cart, lineId, (line) => withinLimits({ ...line, quantity })),
    now,
  );
}

export function removeLine(cart: Cart, { lineId }: { readonly lineId: string }, now: Date): CartDecision {
  const { lineId: removed } = findLine(cart, lineId);
  return edited(
    cart,
    cart.lines.filter((line) => line.lineId !== removed),
    now,
  );
}

export function replaceLine(
  cart: Cart,
  lineId: string,
  change: (line: CartLine) => CartLine,
): readonly CartLine[] {
  const found = findLine(cart, lineId);
  return cart.lines.map((line) => (line === found ? change(line) : line));
}

function findLine(cart: Cart, lineId: string): CartLine {
  const line = cart.lines.find((candidate) => candidate.lineId === lineId);
  if (!line) throw new RuleViolated('pos.line-not-found', { lineId });
  return line;
}

function withinLimits(line: CartLine): CartLine {
  if (line.quantity > MAX_QUANTITY) throw new RuleViolated('pos.quantity-too-large', { max: MAX_QUANTITY });
  return line;
}

function edited(cart: Cart, lines: readonly CartLine[], now: Date): CartDecision {
  const next = advance(cart, 'edit', now, { lines });
  if (lines.length > MAX_LINES) throw new RuleViolated('pos.cart-full', { max: MAX_LINES });
  refuseOverpayment(next);
  return { cart: next, events: [cartUpdated(next)] };
}
