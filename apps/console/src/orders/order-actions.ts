import type { OrderPayload, OrderStatus } from '@business-control/realtime-contracts';

export type OrderAction = 'confirm' | 'prepare' | 'ready' | 'deliver' | 'pay' | 'cancel' | 'refund';

/** What core-api allows in each status, the way forward first. */
const steps: Record<OrderStatus, readonly OrderAction[]> = {
  pending: ['confirm', 'pay', 'cancel'],
  confirmed: ['prepare', 'pay', 'cancel', 'refund'],
  preparing: ['ready', 'pay', 'cancel', 'refund'],
  ready: ['deliver', 'pay', 'cancel', 'refund'],
  delivered: ['refund'],
  cancelled: [],
  refunded: [],
};

/** What an action asks of the money: goods leave when they are paid, and what was paid goes back by a refund. */
const money: Partial<Record<OrderAction, 'paid' | 'unpaid'>> = {
  pay: 'unpaid',
  deliver: 'paid',
  cancel: 'unpaid',
  refund: 'paid',
};

export function isPaid({ saleId }: Pick<OrderPayload, 'saleId'>): boolean {
  return saleId !== null;
}

/** What can be done with an order as it is. */
export function actionsFor(order: Pick<OrderPayload, 'status' | 'saleId'>): readonly OrderAction[] {
  const standing = isPaid(order) ? 'paid' : 'unpaid';
  return steps[order.status].filter((action) => (money[action] ?? standing) === standing);
}
