import type { OrderPayload, OrderStatus } from '@business-control/realtime-contracts';
import { RuleViolated } from '../../platform/errors/rule-violated.js';

export type OrderChannel = OrderPayload['channel'];
export type OrderLine = OrderPayload['lines'][number];
export type OrderPayment = NonNullable<OrderPayload['payment']>;

/** What everybody is shown, with its times as times. */
export type Order = Readonly<Omit<OrderPayload, 'createdAt' | 'updatedAt'>> & {
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type OrderAction =
  | 'confirm'
  | 'pay'
  | 'decline'
  | 'prepare'
  | 'finish'
  | 'deliver'
  | 'cancel'
  | 'refund';

/**
 * What may be done to an order in each status, and the status it leads to. A payment may come at any time before the goods leave; it
 * confirms an order that nobody has confirmed yet. What was never fetched is cancelled from the counter (`ready`). Nothing follows
 * a cancellation or a refund.
 */
const transitions = {
  pending: { confirm: 'confirmed', pay: 'confirmed', decline: 'pending', cancel: 'cancelled' },
  confirmed: {
    pay: 'confirmed',
    decline: 'confirmed',
    prepare: 'preparing',
    cancel: 'cancelled',
    refund: 'refunded',
  },
  preparing: {
    pay: 'preparing',
    decline: 'preparing',
    finish: 'ready',
    cancel: 'cancelled',
    refund: 'refunded',
  },
  ready: { pay: 'ready', decline: 'ready', deliver: 'delivered', cancel: 'cancelled', refund: 'refunded' },
  delivered: { refund: 'refunded' },
  cancelled: {},
  refunded: {},
} as const satisfies Record<OrderStatus, Partial<Record<OrderAction, OrderStatus>>>;

/**
 * What an action asks of the money; the others do not care. Goods leave only when they are paid or on the customer's account, because
 * it is the sale that takes them out of stock; and money that was taken goes back by a refund, never by a cancellation.
 */
const money: Partial<Record<OrderAction, 'paid' | 'unpaid'>> = {
  pay: 'unpaid',
  decline: 'unpaid',
  deliver: 'paid',
  cancel: 'unpaid',
  refund: 'paid',
};

/** Whether an approved payment has made a sale of the order. */
export function isPaid({ saleId }: Pick<Order, 'saleId'>): boolean {
  return saleId !== null;
}

/**
 * The order after an action: next status, next version. Throws `orders.transition-refused`, `orders.already-paid` or `orders.not-paid`
 * when the tables do not allow it.
 */
export function advance(order: Order, action: OrderAction, now: Date, change: Partial<Order> = {}): Order {
  const next: Partial<Record<OrderAction, OrderStatus>> = transitions[order.status];
  const status = next[action];
  if (!status) throw new RuleViolated('orders.transition-refused', { status: order.status, action });
  if (money[action] === 'unpaid' && isPaid(order)) throw new RuleViolated('orders.already-paid');
  if (money[action] === 'paid' && !isPaid(order)) throw new RuleViolated('orders.not-paid');
  return { ...order, ...change, status, version: order.version + 1, updatedAt: now };
}
