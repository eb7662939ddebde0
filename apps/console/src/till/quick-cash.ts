import { decimalsOf } from '../money/money.js';

/** Notes people pay with, in hundreds of the smallest amount most currencies count in. */
const NOTES = [5, 10, 20, 50, 100] as const;

/** Amounts a customer is likely to hand over for what is due: the exact amount, then the next that notes make up. */
export function quickCash(due: number, currency: string): readonly number[] {
  const unit = 10 ** Math.max(2, decimalsOf(currency));
  const roundedUp = NOTES.map((note) => Math.ceil(due / (note * unit)) * note * unit);
  return [...new Set([due, ...roundedUp])].sort((a, b) => a - b).slice(0, 5);
}
