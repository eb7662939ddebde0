import type { OrderPayload } from '@business-control/realtime-contracts';
import type { Order } from './order.js';

/** An order as events and answers show it. */
export function orderPayload(order: Order): OrderPayload {
  return { ...order, createdAt: order.createdAt.toISOString(), updatedAt: order.updatedAt.toISOString() };
}
