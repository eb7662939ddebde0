import { orderSchema } from '@business-control/realtime-contracts';
import { v7 as uuid } from 'uuid';
import { describe, expect, it } from 'vitest';
import { anOrder, anOrderLine, aPaidOrder, clerk, NOON } from '../../../test/orders-data.js';
import { placeOrder, proceed } from './order-progress.js';

describe('an order that is placed', () => {
  it('waits, priced, and everybody is told', () => {
    const { order, events } = placeOrder(
      {
        orderId: uuid(),
        number: 1,
        channel: 'online',
        branchId: 'north',
        warehouseId: uuid(),
        customer: { customerId: null, userId: 'u', name: 'A customer' },
        currency: 'EUR',
        lines: [anOrderLine(), anOrderLine()],
        note: null,
        createdBy: clerk,
      },
      NOON,
    );
    expect(order).toMatchObject({ status: 'pending', version: 1, total: 4_000, payment: null, saleId: null });
    expect(events.map(({ name }) => name)).toEqual(['order:created']);
    expect(orderSchema.parse(events[0]?.payload)).toMatchObject({ orderId: order.orderId, total: 4_000 });
  });
});

describe('an order that goes on', () => {
  it('tells from where to where, by whom and why', () => {
    const order = anOrder({ status: 'preparing' });
    const { order: next, events } = proceed(
      order,
      { action: 'cancel', by: clerk, reason: 'Called off' },
      NOON,
    );
    expect(events).toEqual([
      {
        name: 'order:status-changed',
        payload: {
          from: 'preparing',
          to: 'cancelled',
          reason: 'Called off',
          changedBy: clerk,
          order: expect.objectContaining({ orderId: order.orderId, status: 'cancelled', version: 2 }),
        },
      },
    ]);
    expect(next.status).toBe('cancelled');
  });

  it('gives no reason where none is asked for', () => {
    const { events } = proceed(aPaidOrder({ status: 'ready' }), { action: 'deliver', by: clerk }, NOON);
    expect(events[0]?.payload).toMatchObject({ to: 'delivered', reason: null });
  });
});
