import type { InventoryKpisPayload, SalesDashboardPayload } from '@business-control/realtime-contracts';
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

  it('the last of a burst of sales tells what the dashboards show', async () => {
    for (let sale = 0; sale < 5; sale += 1) await ringUpASale(shop.url, cashier.token);
    const lastOf = (name: string) => manager.received.filter((event) => event.name === name).at(-1)?.payload;
    await eventually(async () => {
      const sales = await shop.get<SalesDashboardPayload>(manager, '/dashboards/sales');
      expect(sales.salesCount).toBeGreaterThanOrEqual(5);
      expect(lastOf('dashboard:sales:updated')).toEqual(sales);
      const kpis = await shop.get<InventoryKpisPayload>(manager, '/dashboards/inventory');
      expect(lastOf('dashboard:inventory-kpis:updated')).toEqual(kpis);
    });
  });
});
