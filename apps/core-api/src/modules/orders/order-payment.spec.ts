import { orderSchema, saleSchema } from '@business-control/realtime-contracts';
import { v7 as uuid } from 'uuid';
import { describe, expect, it } from 'vitest';
import { anOrder, aPaidOrder, clerk, NOON } from '../../../test/orders-data.js';
import { type PaymentReport, refuseContradiction, reportPayment } from './order-payment.js';

const violated = (code: string) => expect.objectContaining({ code });

function aReport(given: Partial<PaymentReport> = {}): PaymentReport {
  return {
    paymentId: uuid(),
    method: 'card',
    approved: true,
    saleId: uuid(),
    reportedBy: clerk,
    ...given,
  };
}

describe('an approved payment', () => {
  it('confirms an order that was waiting, and makes a sale of it', () => {
    const order = anOrder({ channel: 'online' });
    const report = aReport();
    const { order: next, payment, sale, events } = reportPayment(order, report, NOON);
    expect(next).toMatchObject({ status: 'confirmed', version: 2, payment, saleId: report.saleId });
    expect(payment).toEqual({
      paymentId: report.paymentId,
      method: 'card',
      status: 'approved',
      amount: order.total,
      at: NOON.toISOString(),
    });
    expect(events.map(({ name }) => name)).toEqual(['order:payment-reported', 'order:status-changed']);
    expect(events[1]?.payload).toMatchObject({ from: 'pending', to: 'confirmed', changedBy: clerk });
    expect(saleSchema.parse(sale)).toMatchObject({
      saleId: report.saleId,
      receiptNumber: order.number,
      channel: 'online',
      posId: null,
      cartId: null,
      orderId: order.orderId,
      warehouseId: order.warehouseId,
      totals: { total: order.total, tax: order.tax, paid: order.total, due: 0, change: 0 },
      payments: [{ method: 'card', amount: order.total, takenBy: clerk }],
      soldBy: clerk,
    });
  });

  it.each(['confirmed', 'preparing', 'ready'] as const)('leaves a %s order where it stands', (status) => {
    const { order, events } = reportPayment(anOrder({ status }), aReport(), NOON);
    expect(order).toMatchObject({ status, version: 2 });
    expect(events.map(({ name }) => name)).toEqual(['order:payment-reported']);
    expect(orderSchema.parse(events[0]?.payload).payment?.status).toBe('approved');
  });

  it('is refused for an order that is paid or at its end', () => {
    expect(() => reportPayment(aPaidOrder(), aReport(), NOON)).toThrow(violated('orders.already-paid'));
    expect(() => reportPayment(anOrder({ status: 'cancelled' }), aReport(), NOON)).toThrow(
      violated('orders.transition-refused'),
    );
  });

  it('on account needs a customer who has one', () => {
    const customer = { customerId: null, userId: null, name: 'Passer-by' };
    expect(() => reportPayment(anOrder({ customer }), aReport({ method: 'on-account' }), NOON)).toThrow(
      violated('orders.account-missing'),
    );
    expect(reportPayment(anOrder(), aReport({ method: 'on-account' }), NOON).sale?.payments).toMatchObject([
      { method: 'on-account' },
    ]);
  });
});

describe('a declined payment', () => {
  it('is remembered and changes nothing else', () => {
    const order = anOrder();
    const { order: next, sale, events } = reportPayment(order, aReport({ approved: false }), NOON);
    expect(sale).toBeNull();
    expect(next).toEqual({ ...order, version: 2, payment: expect.objectContaining({ status: 'declined' }) });
    expect(events.map(({ name }) => name)).toEqual(['order:payment-reported']);
  });

  it('may be followed by an approved one', () => {
    const { order } = reportPayment(anOrder(), aReport({ approved: false }), NOON);
    expect(reportPayment(order, aReport(), NOON).order).toMatchObject({ status: 'confirmed', version: 3 });
  });
});

describe('a payment reported again', () => {
  const known = { orderId: 'o', method: 'card', status: 'approved' };

  it('may say the same', () => {
    expect(() => refuseContradiction(known, { orderId: 'o', method: 'card', approved: true })).not.toThrow();
  });

  it.each([
    [{ orderId: 'o', method: 'card', approved: false }, 'orders.payment-contradicted'],
    [{ orderId: 'o', method: 'transfer', approved: true }, 'orders.payment-contradicted'],
    [{ orderId: 'other', method: 'card', approved: true }, 'orders.payment-of-another-order'],
  ])('may not say %j', (reported, code) => {
    expect(() => refuseContradiction(known, reported)).toThrow(violated(code));
  });
});
