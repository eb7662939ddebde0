import type { CartPayload } from '@business-control/realtime-contracts';
import type { Cart, CartLine, Discount, Payment } from './cart.js';

type AppliedDiscount = CartPayload['discounts'][number];

/** A cart with every amount worked out, in the shape screens show. */
export type PricedCart = Pick<CartPayload, 'lines' | 'discounts' | 'totals'>;

/**
 * Works out what a cart costs, in integers of minor units throughout. Prices contain the tax. Discounts apply in the order given,
 * each to what the ones before left, those of lines before those of the cart; none takes off more than there is. What cart discounts
 * take off is spread over the lines, because tax is due on what is really paid for each.
 */
export function priceCart({
  lines,
  discounts,
  payments,
}: Pick<Cart, 'lines' | 'discounts' | 'payments'>): PricedCart {
  const afterLineDiscounts = lines.map((line) => applyDiscounts(grossOf(line), line.discounts));
  const subtotal = sum(lines.map(grossOf));
  const beforeCartDiscounts = sum(afterLineDiscounts.map(({ remaining }) => remaining));
  const { applied, remaining: total } = applyDiscounts(beforeCartDiscounts, discounts);
  const shares = allocate(
    beforeCartDiscounts - total,
    afterLineDiscounts.map(({ remaining }) => remaining),
  );
  const pricedLines = lines.map((line, index) => {
    const { applied = [], remaining = 0 } = afterLineDiscounts[index] ?? {};
    const tax = containedTax(remaining - (shares[index] ?? 0), line.taxRate);
    return { ...line, discounts: applied, total: remaining, tax };
  });
  const paid = sum(standing(payments).map(({ amount }) => amount));
  return {
    lines: pricedLines,
    discounts: applied,
    totals: {
      subtotal,
      discount: subtotal - total,
      total,
      tax: sum(pricedLines.map(({ tax }) => tax)),
      paid,
      due: Math.max(0, total - paid),
      change: Math.max(0, paid - total),
    },
  };
}

/** The payments that were not handed back. */
export function standing(payments: readonly Payment[]): Payment[] {
  return payments.filter(({ voided }) => !voided);
}

/**
 * Splits an amount in proportion to the weights, by largest remainder: the shares add up to the amount exactly and, as long as the
 * amount is not above the sum of the weights, none is above its weight. Equal remainders go to the earlier share.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const whole = BigInt(sum(weights));
  if (whole === 0n) return weights.map(() => 0);
  const parts = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight);
    return { index, share: Number(product / whole), remainder: product % whole };
  });
  const left = amount - sum(parts.map(({ share }) => share));
  const favoured = new Set(
    parts
      .toSorted((a, b) =>
        a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
      )
      .slice(0, left)
      .map(({ index }) => index),
  );
  return parts.map(({ index, share }) => (favoured.has(index) ? share + 1 : share));
}

/** The tax contained in an amount, for a rate in hundredths of a percent. */
export function containedTax(amount: number, rate: number): number {
  return roundedShare(amount, rate, 10_000 + rate);
}

function applyDiscounts(amount: number, discounts: readonly Discount[]) {
  let remaining = amount;
  const applied: AppliedDiscount[] = [];
  for (const discount of discounts) {
    const wanted =
      discount.kind === 'amount' ? discount.value : roundedShare(remaining, discount.value, 10_000);
    const taken = Math.min(wanted, remaining);
    applied.push({ ...discount, amount: taken });
    remaining -= taken;
  }
  return { applied, remaining };
}

/** amount × numerator / denominator, half up. The product can pass 2^53, hence BigInt. */
function roundedShare(amount: number, numerator: number, denominator: number): number {
  const twice = 2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator);
  return Number(twice / (2n * BigInt(denominator)));
}

function grossOf({ unitPrice, quantity }: CartLine): number {
  return unitPrice * quantity;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
