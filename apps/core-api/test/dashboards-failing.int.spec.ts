import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FixedClock } from '../src/index.js';
import { inventoryKpis, publications } from '../src/modules/dashboards/dashboards.schema.js';
import { type Dashboards, NOON, openDashboards, TODAY } from './dashboards-shop.js';

describe('dashboards of an organization whose figures cannot be worked out', () => {
  let dashboards: Dashboards;
  beforeAll(async () => {
    dashboards = await openDashboards(1, { clock: new FixedClock(NOON), jobsRun: false });
  });
  afterAll(() => dashboards?.close());

  const ago = (milliseconds: number) => new Date(NOON.getTime() - milliseconds);

  it('keep nobody else waiting for figures that may go out', async () => {
    const unknown = uuidv7();
    const shop = await dashboards.openShop();
    await dashboards.database.transaction((tx) =>
      tx.insert(publications).values(
        [unknown, shop.organizationId].map((organizationId, index) => {
          return {
            organizationId,
            readModel: 'sales' as const,
            publishedAt: ago(9_000 - index),
            dirty: [TODAY],
          };
        }),
      ),
    );
    await expect(dashboards.runJob('dashboards.publish-waiting-figures')).rejects.toThrow('had no turn');
    expect(await shop.toldSales()).toMatchObject([{ date: TODAY }]);
  });

  it('keep no other day from beginning', async () => {
    const unknown = uuidv7();
    const shop = await dashboards.openShop();
    await dashboards.database.transaction((tx) =>
      tx.insert(inventoryKpis).values(
        [unknown, shop.organizationId].map((organizationId) => {
          return { organizationId, version: 1, asOf: '2026-01-01', expiringBy: '2026-01-08' };
        }),
      ),
    );
    await expect(dashboards.runJob('dashboards.refresh-inventory-kpis')).rejects.toThrow('had no turn');
    const editions = await dashboards.database.read((reader) => reader.select().from(inventoryKpis));
    const asOf = new Map(editions.map((edition) => [edition.organizationId, edition.asOf]));
    expect([asOf.get(unknown), asOf.get(shop.organizationId)]).toEqual(['2026-01-01', TODAY]);
  });
});
