import type {
  InventoryKpisPayload,
  OrderPayload,
  SalesDashboardPayload,
} from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ringUpASale } from '../shop-client.js';
import { type EventsShop, openEventsShop, type Viewer } from './events-shop.js';

describe('the events of dashboards', () => {
  let shop: EventsShop;
  let manager: Viewer;
  let cashier: Viewer;
  let support: Viewer;
  let stranger: Viewer;

  beforeAll(async () => {
    shop = await openEventsShop();
    manager = await shop.connect('acme', 'manager');
    cashier = await shop.connect('acme', 'cashier');
    support = await shop.connect('acme', 'support');
    stranger = await shop.connect('globex', 'manager');
  });
  afterAll(() => shop?.stop());

  const refundAnOrder = async (): Promise<OrderPayload> => {
    const { items } = await shop.get<{ items: { productId: string; inStock: boolean }[] }>(
      await shop.connect('acme', 'customer'),
      '/orders/own/products',
    );
    const { productId } = items.find(({ inStock }) => inStock) ?? {};
    const act = (path: string, body: object) => shop.post<OrderPayload>(manager, path, body);
    const lines = [{ productId, quantity: 1 }];
    const { orderId } = await act('/orders', { channel: 'phone', customer: { name: 'Caller' }, lines });
    await act(`/orders/${orderId}/payments`, { method: 'card', approved: true });
    return act(`/orders/${orderId}/refund`, { reason: 'Arrived broken' });
  };

  it('dashboard:sales:updated reaches those who see figures, and no cashier', async () => {
    const sales = await shop.onlyReaches(
      'dashboard:sales:updated',
      { to: [manager], notTo: [cashier, support, stranger] },
      () => ringUpASale(shop.url, cashier.token),
    );
    expect(sales.salesCount).toBeGreaterThan(0);
    expect(sales.byTill.reduce((sum, { total }) => sum + total, 0)).toBe(sales.total);
  });

  it('dashboard:inventory-kpis:updated reaches those who see figures, and no cashier', async () => {
    const kpis = await shop.onlyReaches(
      'dashboard:inventory-kpis:updated',
      { to: [manager], notTo: [cashier, support, stranger] },
      () => ringUpASale(shop.url, cashier.token),
    );
    expect(kpis.soldLast30Days).toBeGreaterThan(0);
  });

  it('the last of a burst of sales, and of an order that was refunded, tells what the dashboards show', async () => {
    const today = () => shop.get<SalesDashboardPayload>(manager, '/dashboards/sales');
    let before: SalesDashboardPayload;
    let order: OrderPayload;
    do {
      before = await today();
      order = await refundAnOrder();
      for (let sale = 0; sale < 5; sale += 1) await ringUpASale(shop.url, cashier.token);
      // Midnight would make two days of them.
    } while ((await today()).date !== before.date);
    const { date, refunds } = before;
    const told = (name: string) =>
      manager.received.filter((event) => event.name === name).map(({ payload }) => payload);
    await eventually(async () => {
      const path = `/dashboards/sales?date=${date}`;
      const sales = await shop.get<SalesDashboardPayload>(manager, path);
      expect(sales.salesCount).toBeGreaterThanOrEqual(5);
      expect(sales.refunds).toEqual({ count: refunds.count + 1, total: refunds.total + order.total });
      const ofTheDay = (told('dashboard:sales:updated') as SalesDashboardPayload[]).filter(
        (payload) => payload.date === date,
      );
      expect(ofTheDay.at(-1)).toEqual(sales);
      const kpis = await shop.get<InventoryKpisPayload>(manager, '/dashboards/inventory');
      expect(told('dashboard:inventory-kpis:updated').at(-1)).toEqual(kpis);
    });
  });
});
