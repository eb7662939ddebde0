import type { RealtimeEvent } from '@business-control/realtime-client';
import type { EventName, EventPayload } from '@business-control/realtime-contracts';
import { formatMoney } from '../money/money.js';

/** One sentence for each event people at a shop care about; an event without one still shows its name and payload. */
const summaries: { readonly [Name in EventName]?: (payload: EventPayload<Name>) => string } = {
  'pos:cart:updated': ({ status, lines, totals, currency }) => {
    const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const contents = `${plural(units, 'item')}, ${formatMoney(totals.total, currency)}`;
    if (status === 'cancelled') return `Cart cancelled (${contents})`;
    if (status === 'confirmed') return `Cart closed: ${contents}`;
    if (lines.length === 0) return 'Cart is empty';
    if (totals.paid === 0) return `Cart: ${contents}`;
    return `Cart: ${contents}, ${dueText(totals.due, currency)}`;
  },
  'pos:cart:payment': ({ payment, totals, currency }) =>
    `${formatMoney(payment.amount, currency)} ${payment.method === 'cash' ? 'in cash' : 'by card'}, ${dueText(totals.due, currency)}`,
  'pos:cart:confirmed': ({ confirmedBy, totals, currency }) =>
    `Cart over ${formatMoney(totals.total, currency)} confirmed by ${confirmedBy.displayName}`,
  'pos:sale:completed': ({ receiptNumber, lines, totals, currency }) =>
    `Receipt ${receiptNumber}: ${plural(lines.length, 'product')}, ${formatMoney(totals.total, currency)}`,
  'pos:daily-totals:updated': ({ salesCount, total, currency }) =>
    `${plural(salesCount, 'sale')} today, ${formatMoney(total, currency)}`,
  'pos:inventory:availability': ({ sku, available }) =>
    available > 0 ? `${sku}: ${available} left` : `${sku}: none left`,
};

export function summaryOf({ name, payload }: Pick<RealtimeEvent, 'name' | 'payload'>): string {
  const summary = summaries[name] as ((payload: unknown) => string) | undefined;
  return summary?.(payload) ?? name;
}

function dueText(due: number, currency: string): string {
  return due === 0 ? 'paid in full' : `${formatMoney(due, currency)} still due`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
