import { event, type SalePayload } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { advance, type Order, type OrderPayment } from './order.js';
import { orderPayload } from './order-payload.js';
import { type OrderDecision, statusChanged } from './order-progress.js';

/** What somebody, or the provider of the payment, says became of it. */
export interface PaymentReport {
  readonly paymentId: string;
  readonly method: OrderPayment['method'];
  readonly approved: boolean;
  /** The sale that an approved payment makes of the order. */
  readonly saleId: string;
  readonly reportedBy: Person;
}

export interface PaymentDecision extends OrderDecision {
  readonly payment: OrderPayment;
  /** Of an approved payment. */
  readonly sale: SalePayload | null;
}

/** An approved payment makes a sale of the order; a declined one is remembered and changes nothing else. */
export function reportPayment(order: Order, report: PaymentReport, now: Date): PaymentDecision {
  const { paymentId, method, approved, saleId, reportedBy } = report;
  if (method === 'on-account' && order.customer.customerId === null)
    throw new RuleViolated('orders.account-missing');
  const payment: OrderPayment = {
    paymentId,
    method,
    status: approved ? 'approved' : 'declined',
    amount: order.total,
    at: now.toISOString(),
  };
  const next = approved
    ? advance(order, 'pay', now, { payment, saleId })
    : advance(order, 'decline', now, { payment });
  const reported = event('order:payment-reported', orderPayload(next));
  const moved = next.status !== order.status;
  return {
    order: next,
    payment,
    sale: approved ? saleOf(next, payment, reportedBy, saleId) : null,
    events: moved ? [reported, statusChanged(order.status, next, reportedBy, null)] : [reported],
  };
}

/** Throws when a payment that is known already is reported with another content. */
export function refuseContradiction(
  known: { readonly orderId: string; readonly method: string; readonly status: string },
  reported: { readonly orderId: string; readonly method: string; readonly approved: boolean },
): void {
  if (known.orderId !== reported.orderId) throw new RuleViolated('orders.payment-of-another-order');
  if (known.method !== reported.method || (known.status === 'approved') !== reported.approved)
    throw new RuleViolated('orders.payment-contradicted', { status: known.status });
}

/** What a payment puts on the account of the customer; nothing when it is no payment on account, or nothing is due. */
export function accountBooking(
  { customer: { customerId }, number }: Order,
  payment: OrderPayment | null,
): { readonly customerId: string; readonly amount: number; readonly reference: string } | undefined {
  if (payment?.method !== 'on-account' || payment.amount === 0 || customerId === null) return undefined;
  return { customerId, amount: payment.amount, reference: `Order ${number}` };
}

function saleOf(order: Order, payment: OrderPayment, soldBy: Person, saleId: string): SalePayload {
  const { orderId, number, channel, warehouseId, currency, lines, total, tax } = order;
  const { paymentId, method, amount, at } = payment;
  return {
    saleId,
    receiptNumber: number,
    channel,
    posId: null,
    cartId: null,
    orderId,
    warehouseId,
    currency,
    lines: lines.map((line) => ({ ...line, discounts: [] })),
    discounts: [],
    payments: [{ paymentId, method, amount, takenBy: soldBy, takenAt: at }],
    totals: { subtotal: total, discount: 0, total, tax, paid: total, due: 0, change: 0 },
    soldBy,
    completedAt: at,
  };
}
