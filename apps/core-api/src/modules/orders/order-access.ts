import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { Order } from './order.js';

/** To the account of a customer, the order of somebody else is not there. */
export function admitCustomer(
  { orderId, customer }: Pick<Order, 'orderId' | 'customer'>,
  customerUserId: string | undefined,
): void {
  if (customerUserId !== undefined && customer.userId !== customerUserId)
    throw new RuleViolated('orders.order-not-found', { orderId });
}
