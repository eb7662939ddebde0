import type { RealtimeEvent } from '@business-control/realtime-client';
import type { EventName, EventPayload } from '@business-control/realtime-contracts';
import { formatMoney } from '../money/money.js';

/** What events tell, in a sentence. */
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
  'pos:sale:completed': ({ receiptNumber, lines, totals, currency, channel }) =>
    `${channel === 'till' ? 'Receipt' : 'Sale of order'} ${receiptNumber}: ${plural(lines.length, 'product')}, ${formatMoney(totals.total, currency)}`,
  'pos:daily-totals:updated': ({ salesCount, total, currency }) =>
    `${plural(salesCount, 'sale')} today, ${formatMoney(total, currency)}`,
  'pos:inventory:availability': ({ sku, available }) =>
    available > 0 ? `${sku}: ${available} left` : `${sku}: none left`,
  'pos:workstation:updated': ({ name }) => `Till ${name} was set up or renamed`,

  'inventory:stock:updated': ({ name, onHand, reserved }) =>
    `${name}: ${onHand} on hand${reserved > 0 ? `, ${reserved} of them sold` : ''}`,
  'inventory:product:updated': ({ name, unitPrice, currency, archived }) =>
    archived ? `${name} is not sold any more` : `${name} costs ${formatMoney(unitPrice, currency)}`,
  'inventory:movement:created': ({ kind, status, lines }) =>
    `${capital(kind)} of ${plural(lines.length, 'product')} ${status === 'draft' ? 'drafted' : 'applied'}`,
  'inventory:movement:updated': ({ kind, status, lines }) =>
    `${capital(kind)} of ${plural(lines.length, 'product')} ${status === 'draft' ? 'changed' : status}`,
  'inventory:count-session:updated': ({ name, status, counted, differences }) =>
    `Count “${name}” ${status}: ${plural(counted, 'product')}, ${plural(differences.length, 'difference')}`,

  'order:created': ({ number, channel, customer, total, currency }) =>
    `Order ${number} ${channel === 'phone' ? 'by phone' : 'online'} from ${customer.name}, ${formatMoney(total, currency)}`,
  'order:status-changed': ({ from, to, reason, order }) =>
    `Order ${order.number}: ${from} → ${to}${reason === null ? '' : ` (${reason})`}`,
  'order:payment-reported': ({ number, payment, total, currency }) =>
    `Payment of order ${number} ${payment?.status ?? 'reported'}: ${formatMoney(total, currency)}`,

  'customer:credit:changed': ({ name, currency, balance, change }) => {
    const amount = formatMoney(change.amount, currency);
    if (change.kind === 'limit') return `${name} may owe ${amount} from now on`;
    const done = change.kind === 'charge' ? 'was charged' : 'paid';
    return `${name} ${done} ${amount} and owes ${formatMoney(balance, currency)} now`;
  },

  'dashboard:sales:updated': ({ salesCount, total, refunds, currency }) => {
    const sold = `Sales figures: ${plural(salesCount, 'sale')}, ${formatMoney(total, currency)}`;
    return refunds.count === 0 ? sold : `${sold}, ${formatMoney(refunds.total, currency)} refunded`;
  },
  'dashboard:inventory-kpis:updated': ({ stockValue, currency, productsUnderMinimum }) =>
    `Stock figures: worth ${formatMoney(stockValue, currency)}, ${plural(productsUnderMinimum, 'product')} under minimum`,

  'notification:new': ({ notification, unread }) => `${notification.title} (${unread} unread)`,
  'notification:read': ({ unread }) =>
    unread === 0 ? 'All notifications read' : `Notifications read, ${unread} are not`,

  'system:alert': ({ title, text }) => `${title}: ${text}`,
  'system:warning': ({ title, text }) => `${title}: ${text}`,
  'system:info': ({ title, text }) => `${title}: ${text}`,

  'branch:updated': ({ name }) => `Branch ${name} was added or renamed`,

  'chat:help:new-message': ({ from }) => `${from.displayName} wrote in a help conversation`,
  'chat:help:message-read': ({ reader }) => `${reader.displayName} read a help conversation`,
  'chat:ticket:updated': ({ status, requester, assignee }) =>
    `Help conversation of ${requester.displayName} is ${status}${assignee ? `, with ${assignee.displayName}` : ''}`,
  'chat:staff:new-message': ({ from }) => `${from.displayName} wrote in a channel`,
  'chat:staff:message-read': ({ reader }) => `${reader.displayName} read a channel`,
  'chat:channel:updated': ({ name, archivedAt }) =>
    `Channel ${name} ${archivedAt === null ? 'was changed' : 'was archived'}`,
  'chat:private-channel:updated': ({ name, archivedAt, members }) =>
    `Private channel ${name} ${archivedAt === null ? 'was changed' : 'was archived'}: ${plural(members.length, 'member')}`,
  'chat:channel:member-added': ({ channel }) => `You are a member of ${channel.name} now`,
  'chat:typing': ({ typist, typing }) => `${typist.displayName} ${typing ? 'is typing' : 'stopped typing'}`,
  'chat:direct:new-message': ({ from }) => `${from.displayName} wrote a direct message`,
  'chat:direct:message-read': ({ reader }) => `${reader.displayName} read direct messages`,

  'assignment:created': ({ visitor, salesAgent }) =>
    `${salesAgent.displayName} looks after ${visitor.displayName}`,
  'assignment:ended': ({ visitor, salesAgent }) =>
    `${salesAgent.displayName} no longer looks after ${visitor.displayName}`,
};

/** An event without a sentence is called by its name. */
export function summaryOf({ name, payload }: Pick<RealtimeEvent, 'name' | 'payload'>): string {
  const summary = (summaries as Partial<Record<string, (payload: unknown) => string>>)[name];
  return summary?.(payload) ?? name;
}

function dueText(due: number, currency: string): string {
  return due === 0 ? 'paid in full' : `${formatMoney(due, currency)} still due`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
