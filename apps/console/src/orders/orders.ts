import type { RealtimeEvent } from '@business-control/realtime-client';
import type { OrderPayload, OrderStatus } from '@business-control/realtime-contracts';
import type { Page } from '../api/pages.js';
import { type Branches, branchNameOf } from '../branches/branches.js';

type Orders = Page<OrderPayload>;

/** The orders after an event, newest first. An order only ever replaces an older version of itself. */
export function afterOrder(page: Orders, event: RealtimeEvent): Orders {
  const order = orderIn(event);
  return order ? withOrder(page, order) : page;
}

/** The orders of a customer after an event: staff who have an account as customers hear of the orders of others as well. */
export function afterOwnOrder(userId: string, page: Orders, event: RealtimeEvent): Orders {
  const order = orderIn(event);
  return order?.customer.userId === userId ? withOrder(page, order) : page;
}

/** Where orders are on their way, in the order of the way. */
export const activeStatuses = ['pending', 'confirmed', 'preparing', 'ready'] as const satisfies OrderStatus[];
export const endedStatuses = ['delivered', 'cancelled', 'refunded'] as const satisfies OrderStatus[];

export function isActive({ status }: Pick<OrderPayload, 'status'>): boolean {
  return (activeStatuses as readonly OrderStatus[]).includes(status);
}

/** One list of several, newest first. Of an order that went on while they were asked for, the newest version. */
export function mergedOrders(pages: readonly Orders[]): readonly OrderPayload[] {
  const orders = new Map<string, OrderPayload>();
  for (const order of pages.flatMap(({ items }) => items)) {
    const known = orders.get(order.orderId);
    if (!known || known.version < order.version) orders.set(order.orderId, order);
  }
  return [...orders.values()].sort((a, b) => b.number - a.number);
}

/** What people call the branch of an order; `null` where it has none, or while the branches are not known. */
export function orderBranch(
  { branchId }: Pick<OrderPayload, 'branchId'>,
  branches: Branches | undefined,
): string | null {
  return branchId === null || !branches ? null : branchNameOf(branches, branchId);
}

function orderIn(event: RealtimeEvent): OrderPayload | undefined {
  switch (event.name) {
    case 'order:created':
    case 'order:payment-reported':
      return event.payload;
    case 'order:status-changed':
      return event.payload.order;
    default:
      return undefined;
  }
}

function withOrder(page: Orders, order: OrderPayload): Orders {
  const known = page.items.find(({ orderId }) => orderId === order.orderId);
  if (known) {
    if (known.version >= order.version) return page;
    return { ...page, items: page.items.map((item) => (item === known ? order : item)) };
  }
  const items = [...page.items, order].toSorted((a, b) => b.number - a.number);
  return { ...page, items };
}
