import type {
  NotificationPayload,
  SalePayload,
  SystemMessagePayload,
} from '@business-control/realtime-contracts';
import { amountText } from '../../platform/money/amount-text.js';

/** What somebody is to be notified of, before it has a place among what they know. */
export type Notice = Pick<NotificationPayload, 'kind' | 'title' | 'text' | 'subject'>;

const channels = {
  till: ({ receiptNumber }: SalePayload) => `receipt ${receiptNumber}`,
  online: ({ receiptNumber }: SalePayload) => `online order ${receiptNumber}`,
  phone: ({ receiptNumber }: SalePayload) => `phone order ${receiptNumber}`,
} as const satisfies Record<SalePayload['channel'], (sale: SalePayload) => string>;

export function noticeOfSale(sale: SalePayload): Notice {
  const { saleId, currency, lines, totals, soldBy } = sale;
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    kind: 'sale',
    title: `Sold for ${amountText(totals.total, currency)}`,
    text: `${units === 1 ? '1 unit' : `${units} units`}, ${channels[sale.channel](sale)}, by ${soldBy.displayName}`,
    subject: { kind: 'sale', id: saleId },
  };
}

export function noticeOfMessage(
  kind: 'alert' | 'warning' | 'info',
  { title, text, subject }: SystemMessagePayload,
): Notice {
  return { kind, title, text, subject };
}
