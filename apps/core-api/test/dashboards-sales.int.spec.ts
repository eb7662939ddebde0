import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  aCoffee,
  aRefund,
  type DashboardShop,
  type Dashboards,
  openDashboards,
  REFUNDS_QUEUE,
  SALES_QUEUE,
  TODAY,
} from './dashboards-shop.js';
import { eventFact } from './reactions-fixture.js';

let dashboards: Dashboards;
let shop: DashboardShop;
beforeAll(async () => {
  dashboards = await openDashboards();
});
afterAll(() => dashboards?.close());
beforeEach(async () => {
  shop = await dashboards.openShop();
});

const nothing = {
  date: TODAY,
  currency: 'EUR',
  salesCount: 0,
  total: 0,
  averageTicket: 0,
  refunds: { count: 0, total: 0 },
  byHour: [],
  byProduct: [],
  byTill: [],
  version: 0,
};

describe('the sales dashboard', () => {
  it('is empty before anything is sold', async () => {
    expect(await shop.sales()).toEqual(nothing);
  });

  it('shows what was sold by hour, product and till, and what a sale brings', async () => {
    const till = aCoffee(30);
    const order = aCoffee(15, { posId: null, completedAt: '2026-03-02T22:30:00.000Z' });
    await dashboards.publish(shop.sold(till), shop.sold(order));
    await eventually(async () => expect(await shop.sales()).toMatchObject({ salesCount: 2 }));
    expect(await shop.sales()).toMatchObject({
      date: TODAY,
      total: 45,
      averageTicket: 23,
      byHour: [
        { hour: 13, salesCount: 1, total: 30 },
        { hour: 23, salesCount: 1, total: 15 },
      ],
      byProduct: [{ sku: 'COFFEE', quantity: 45, total: 45 }],
      byTill: [
        { posId: till.posId, salesCount: 1, total: 30 },
        { posId: null, salesCount: 1, total: 15 },
      ],
      version: 2,
    });
  });

  it('counts a sale on the day and in the hour of the shop, also when clocks change', async () => {
    const late = aCoffee(1, { completedAt: '2026-03-01T23:30:00.000Z' });
    const spring = aCoffee(2, { completedAt: '2026-03-29T01:00:00.000Z' });
    const autumn = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((completedAt) =>
      aCoffee(4, { completedAt }),
    );
    await dashboards.publish(...[late, spring, ...autumn].map(shop.sold));
    await eventually(async () => {
      expect((await shop.sales(TODAY)).byHour).toEqual([{ hour: 0, salesCount: 1, total: 1 }]);
      expect((await shop.sales('2026-03-29')).byHour).toEqual([{ hour: 3, salesCount: 1, total: 2 }]);
      expect((await shop.sales('2026-10-25')).byHour).toEqual([{ hour: 2, salesCount: 2, total: 8 }]);
    });
    expect(await shop.sales('2026-03-01')).toEqual({ ...nothing, date: '2026-03-01' });
  });

  it('shows what was refunded on the day of the refund, and takes it off nothing that was sold', async () => {
    const yesterday = aCoffee(30, { posId: null, completedAt: '2026-03-01T12:00:00.000Z' });
    const late = aRefund(30, new Date('2026-03-01T23:30:00.000Z'));
    const other = aRefund(12);
    await dashboards.publish(
      ...[yesterday, aCoffee(5)].map(shop.sold),
      ...[late, other].map(({ change }) => shop.orderChanged(change)),
    );
    await eventually(async () => expect(await shop.sales()).toMatchObject({ version: 3 }));
    expect(await shop.sales()).toMatchObject({
      salesCount: 1,
      total: 5,
      averageTicket: 5,
      refunds: { count: 2, total: 42 },
      byTill: [{ total: 5 }],
    });
    await eventually(async () =>
      expect(await shop.sales('2026-03-01')).toMatchObject({ total: 30, refunds: { count: 0, total: 0 } }),
    );
    expect(await shop.inventory()).toMatchObject({ soldLast30Days: 35 });
  });

  it('counts a refund once, however often its fact or another fact of it is delivered, and no other change of an order', async () => {
    const { change } = aRefund(7);
    const fact = shop.orderChanged(change);
    const delivered = { ...aRefund(90).change, to: 'delivered' as const };
    await dashboards.publish(shop.orderChanged(delivered), fact, fact, shop.orderChanged(change), fact);
    await dashboards.publish(shop.orderChanged(aRefund(1).change));
    await eventually(async () => expect(await shop.sales()).toMatchObject({ refunds: { count: 2 } }));
    expect(await shop.sales()).toEqual({ ...nothing, refunds: { count: 2, total: 8 }, version: 2 });
    expect(await dashboards.setAside(REFUNDS_QUEUE)).toEqual({});
    // The key figures of the stock have nothing to do with it.
    expect(await shop.toldInventory()).toEqual([]);
    expect((await shop.toldSales()).length).toBeGreaterThan(0);
  });

  it('shows the twenty products that brought most', async () => {
    const products = Array.from({ length: 25 }, (_, index) => {
      const sale = aCoffee(index + 1);
      const lines = sale.lines.map((line) => ({ ...line, productId: sale.saleId, sku: `P${index + 1}` }));
      return shop.sold({ ...sale, lines });
    });
    await dashboards.publish(...products);
    await eventually(async () => expect(await shop.sales()).toMatchObject({ salesCount: 25 }));
    const best = Array.from({ length: 20 }, (_, index) => `P${25 - index}`);
    expect((await shop.sales()).byProduct.map(({ sku }) => sku)).toEqual(best);
  });

  it('counts a sale once, however often its fact or another fact of it is delivered', async () => {
    const sale = aCoffee(7);
    const fact = shop.sold(sale);
    await dashboards.publish(fact, fact, shop.sold(sale), fact, shop.sold(aCoffee(1)));
    await eventually(async () => expect(await shop.sales()).toMatchObject({ total: 8 }));
    expect(await shop.sales()).toMatchObject({ salesCount: 2, version: 2 });
    expect(await shop.inventory()).toMatchObject({ soldLast30Days: 8 });
  });

  it('sets a fact aside that it cannot use, says why, and goes on', async () => {
    const broken = eventFact(
      'pos:sale:completed',
      { ...aCoffee(1), currency: 'euro' },
      {
        organizationId: shop.organizationId,
        version: 2,
      },
    );
    const strange = eventFact('pos:sale:completed', aCoffee(1), { organizationId: 'nobody', version: 2 });
    await dashboards.publish(broken, strange, shop.sold(aCoffee(5)));
    await eventually(async () => expect(await shop.sales()).toMatchObject({ salesCount: 1, total: 5 }));
    expect(await dashboards.setAside(SALES_QUEUE)).toMatchObject({
      [broken.id]: expect.stringContaining('invalid-payload (currency'),
      [strange.id]: 'rule-violated (auth.organization-not-found)',
    });
  });

  it('is told to screens as it is read, and stands where they can go on from', async () => {
    await dashboards.publish(shop.sold(aCoffee(9)));
    await eventually(async () => expect(await shop.toldSales()).toHaveLength(1));
    const manager = await shop.someone('manager');
    const answer = await manager.get('/dashboards/sales');
    expect(await shop.toldSales()).toEqual([answer.body]);
    const [event] = await dashboards.eventsOf(shop.organizationId);
    expect(answer.headers.get('x-realtime-cursor')).toContain(`${event?.epoch}.`);
  });

  it('is for those who may see figures, of their own organization', async () => {
    const other = await dashboards.openShop();
    await dashboards.publish(shop.sold(aCoffee(9)));
    await eventually(async () => expect(await shop.sales()).toMatchObject({ salesCount: 1 }));
    expect(await other.sales()).toEqual(nothing);
    const cashier = await shop.someone('cashier');
    expect(await cashier.get('/dashboards/sales')).toMatchObject({
      status: 403,
      code: 'auth.permission-missing',
    });
    expect(await cashier.get('/dashboards/inventory')).toMatchObject({ status: 403 });
    const admin = await shop.someone('admin');
    expect(await admin.get('/dashboards/sales?date=yesterday')).toMatchObject({ status: 400 });
  });
});
