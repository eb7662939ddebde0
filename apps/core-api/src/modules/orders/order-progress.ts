import { type DomainEvent, event, type OrderStatus } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import { advance, type Order, type OrderAction, type OrderLine } from './order.js';
import { orderPayload } from './order-payload.js';
import { priceOrder } from './order-pricing.js';

/** What a decision about an order comes to. */
export interface OrderDecision {
  readonly order: Order;
  readonly events: readonly DomainEvent[];
}

type Placement = Pick<
  Order,
  'orderId' | 'number' | 'channel' | 'branchId' | 'warehouseId' | 'customer' | 'currency' | 'note'
> & { readonly lines: OrderLine[]; readonly createdBy: Person };

/** A new order waits until somebody confirms it or its payment does. */
export function placeOrder(placement: Placement, now: Date): OrderDecision {
  const order: Order = {
    ...placement,
    ...priceOrder(placement.lines),
    status: 'pending',
    version: 1,
    payment: null,
    saleId: null,
    createdAt: now,
    updatedAt: now,
  };
  return { order, events: [event('order:created', orderPayload(order))] };
}

interface Step {
  readonly action: Exclude<OrderAction, 'pay' | 'decline'>;
  readonly by: Person;
  readonly reason?: string;
}

/** Brings an order to its next status. */
export function proceed(order: Order, { action, by, reason = '' }: Step, now: Date): OrderDecision {
  const next = advance(order, action, now);
  return { order: next, events: [statusChanged(order.status, next, by, reason || null)] };
}

export function statusChanged(
  from: OrderStatus,
  order: Order,
  changedBy: Person,
  reason: string | null,
): DomainEvent {
  return event('order:status-changed', {
    from,
    to: order.status,
    reason,
    changedBy,
    order: orderPayload(order),
  });
}
