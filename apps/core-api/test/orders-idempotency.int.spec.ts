import type { OrderPayload, SalePayload } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOrderingShop } from './ordering.js';
import { type PosApi, startPosApi } from './pos-api.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

describe('a payment that is reported again with its external id', () => {
  it('is one payment, whether it comes later or at the same time', async () => {
    const { manager, place, pay, namesOfEvents } = await openOrderingShop(api);
    const { orderId } = await place();
    const report = () => pay(orderId, { externalId: 'pay_1' });
    const atOnce = await Promise.all([report(), report(), report(), report()]);
    const before = await namesOfEvents();
    const later = await report();
    for (const { status, body } of [...atOnce, later]) expect([status, body]).toEqual([201, later.body]);
    expect(later.body.version).toBe(2);
    const { body: sales } = await manager.get<{ items: SalePayload[] }>('/pos/sales');
    expect(sales.items).toHaveLength(1);
    expect(await namesOfEvents()).toEqual(before);
  });

  it('answers the order as it is then', async () => {
    const { manager, place, pay } = await openOrderingShop(api);
    const { orderId } = await place();
    await pay(orderId, { externalId: 'pay_1' });
    await manager.post(`/orders/${orderId}/refund`, { reason: 'Arrived broken' });
    expect((await pay(orderId, { externalId: 'pay_1' })).body.status).toBe('refunded');
  });

  it('may not say something else', async () => {
    const { place, pay, get } = await openOrderingShop(api);
    const { orderId } = await place();
    const { body: declined } = await pay(orderId, { externalId: 'pay_1', approved: false });
    const approved = await pay(orderId, { externalId: 'pay_1' });
    expect(approved).toMatchObject({ status: 409, code: 'orders.payment-contradicted' });
    expect(await get(orderId)).toEqual(declined);
  });

  it('does not pay another order, not even at the same time', async () => {
    const { manager, place, pay } = await openOrderingShop(api);
    const placed = [await place(), await place(), await place()];
    const answers = await Promise.all(placed.map(({ orderId }) => pay(orderId, { externalId: 'pay_1' })));
    expect(answers.map(({ status, code }) => code ?? status).sort()).toEqual([
      201,
      'orders.payment-of-another-order',
      'orders.payment-of-another-order',
    ]);
    const { body: sales } = await manager.get<{ items: SalePayload[] }>('/pos/sales');
    expect(sales.items).toHaveLength(1);
  });

  it('is a payment of its own in another organization', async () => {
    for (const { place, pay } of [await openOrderingShop(api), await openOrderingShop(api)]) {
      const { orderId } = await place();
      expect((await pay(orderId, { externalId: 'pay_1' })).status).toBe(201);
    }
  });
});

describe('a command sent again with its Idempotency-Key', () => {
  const key = { 'idempotency-key': 'call-1' };

  it('places one order, whether it comes later or at the same time', async () => {
    const { shop, manager, namesOfEvents } = await openOrderingShop(api);
    const order = {
      channel: 'phone',
      customer: { name: 'Caller' },
      lines: [{ productId: shop.book.productId, quantity: 1 }],
    };
    const post = () => manager.post<OrderPayload>('/orders', order, key);
    const answers = [...(await Promise.all([post(), post(), post()])), await post()];
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    expect(await namesOfEvents()).toEqual(['order:created']);
    const other = await manager.post('/orders', { ...order, channel: 'online' }, key);
    expect(other).toMatchObject({ status: 422, code: 'request.idempotency-key-reused' });
  });

  it('pays once', async () => {
    const { manager, place, pay } = await openOrderingShop(api);
    const { orderId } = await place();
    const answers = await Promise.all([pay(orderId, {}, key), pay(orderId, {}, key)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    const { body: sales } = await manager.get<{ items: SalePayload[] }>('/pos/sales');
    expect(sales.items).toHaveLength(1);
  });
});
