import { InMemoryBroker } from '@business-control/event-broker';
import {
  type CartPayload,
  catalogue,
  type DailyTotalsPayload,
  REALTIME_STREAM,
  type SalePayload,
  type SalesDashboardPayload,
  saleSchema,
} from '@business-control/realtime-contracts';
import { createDatabase, eventually } from '@business-control/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createCoreApi,
  type Database,
  DEMO_PASSWORD,
  PgliteDatabase,
  PostgresDatabase,
  readCoreApiEnv,
  SystemClock,
  seedDemoData,
} from '../../src/index.js';
import type { Rebuilt } from '../../src/modules/dashboards/dashboards.answers.js';
import type { SignedIn } from '../../src/modules/identity/identity.answers.js';
import { ApiClient } from '../pos-client.js';
import { patience } from '../ticks.js';
import { makeShopOf0001 } from './shop-of-0001.js';

const ACME = '01a20252-5a9c-764d-9924-ea1a1a84bc10';
const GLOBEX = '01a20252-5af2-708b-ba47-a71b447e0682';
const DAY = '2026-11-22';

/** What nothing forbade, and a process that was killed before it had told of its last sale. */
const more = [
  `insert into pos_workstations values
    ('${ACME}', '01a20252-5a9c-7ffd-8000-000000000001', 'Counter 1 (2)', 0),
    ('${ACME}', '01a20252-5a9c-7ffd-8000-000000000002', 'Counter 1', 0),
    ('${ACME}', '01a20252-5a9c-7ffd-8000-000000000003', 'Counter 1', 0)`,
  `update outbox_events set published_at = null where organization_id = '${GLOBEX}' and seq > 4`,
];

interface Listed<Item> {
  readonly items: readonly Item[];
}

interface Product {
  readonly productId: string;
  readonly sku: string;
  readonly unitPrice: number;
  readonly available: number;
}

const databases: Record<string, () => Promise<{ database: Database; drop: () => Promise<void> }>> = {
  PostgreSQL: async () => {
    const { uri, drop } = await createDatabase();
    return { database: new PostgresDatabase({ uri, bounds: patience }), drop };
  },
  PGlite: async () => ({ database: await PgliteDatabase.inMemory(), drop: async () => undefined }),
};

describe.each(Object.entries(databases))('a shop of the first version on %s', (_, open) => {
  let upgraded: Awaited<ReturnType<typeof upgrade>>;
  let past: Awaited<ReturnType<typeof readPast>>;
  beforeAll(async () => {
    upgraded = await upgrade(await open());
    past = await readPast(await upgraded.signIn('acme', 'admin'));
  }, 180_000);
  afterAll(() => upgraded.stop());

  const products = async (shop: ApiClient) => {
    const { items } = (await shop.get<Listed<Product>>('/pos/products')).body;
    return new Map(items.map((product) => [product.sku, product]));
  };
  const tills = async (shop: ApiClient) => {
    const { items } = (await shop.get<Listed<{ posId: string; name: string }>>('/pos/workstations')).body;
    return new Map(items.map(({ name, posId }) => [name, posId]));
  };
  const payRest = async (shop: ApiClient, cart: CartPayload) => {
    await shop.post(`/pos/carts/${cart.cartId}/payments`, { method: 'card', amount: cart.totals.due });
    return (await shop.post<{ sale: SalePayload }>(`/pos/carts/${cart.cartId}/confirm`)).body.sale;
  };

  it('knows the sales of before, and the figures of their day as a rebuild finds them', () => {
    const { sales, rebuilt, restocked, day, totals } = past;
    for (const sale of sales) expect(saleSchema.parse(sale)).toEqual(sale);
    expect(sales.map(({ totals }) => totals.total)).toEqual([1_450, 15_995, 1_377]);
    expect(rebuilt).toEqual({ read: 3, corrected: 0 });
    expect(restocked).toEqual({ read: 15, corrected: 0 });
    expect(day).toMatchObject({ salesCount: 3, total: 18_822 });
    expect(day.byProduct.reduce((sum, { total }) => sum + total, 0)).toBe(18_822);
    expect(totals.reduce((sum, { total }) => sum + total, 0)).toBe(18_822);
  });

  it('sells on, what was counted or not, with the next receipt and the next event', async () => {
    const cashier = await upgraded.signIn('acme', 'cashier');
    const croissant = (await products(cashier)).get('BAK-CROIS');
    expect(croissant).toMatchObject({ unitPrice: 245, available: -12 });
    const posId = (await tills(cashier)).get('Counter 1');
    const { cartId } = (await cashier.post<CartPayload>('/pos/carts', { posId })).body;
    const line = { productId: croissant?.productId, quantity: 2 };
    const cart = (await cashier.post<CartPayload>(`/pos/carts/${cartId}/lines`, line)).body;
    const sale = await payRest(cashier, cart);
    expect(sale).toMatchObject({ receiptNumber: 3, posId, totals: { total: 490 } });
    await eventually(async () => {
      expect((await products(cashier)).get('BAK-CROIS')?.available).toBe(-14);
      const issues = await upgraded.rows(
        sql`select from inventory_movements where kind = 'issue' and organization_id = ${ACME}`,
      );
      expect(issues).toHaveLength(1);
    });
    const { epoch, seq } = await upgraded.head(ACME);
    expect(epoch).toBe('vzL9_kpF2LcF');
    const seqs = await upgraded.rows(
      sql`select seq::int from outbox_events
        where organization_id = ${ACME} and epoch = ${epoch} and seq between 44 and ${seq} order by seq`,
    );
    expect(seqs).toEqual(Array.from({ length: seq - 43 }, (_, index) => ({ seq: 44 + index })));
    expect(seqs.length).toBeGreaterThan(6);
  });

  it('closes a cart that was open', async () => {
    const cashier = await upgraded.signIn('acme', 'cashier');
    const [cart] = (await cashier.get<Listed<CartPayload>>('/pos/carts?status=open')).body.items.filter(
      ({ payments }) => payments.length > 0,
    );
    if (!cart) return expect.unreachable('the cart of the terrace is gone');
    expect(cart.totals).toMatchObject({ total: 740, due: 640 });
    expect(await payRest(cashier, cart)).toMatchObject({ receiptNumber: 1, totals: { total: 740 } });
  });

  it('gives tills of the same name other ones, and leaves the rest', async () => {
    const names = [...(await tills(await upgraded.signIn('acme', 'cashier'))).keys()];
    expect(names.sort()).toEqual([
      'Counter 1',
      'Counter 1 (2)',
      'Counter 1 (3)',
      'Counter 1 (4)',
      'Counter 2',
      'Terrace',
    ]);
  });

  it('tells of a sale that nobody was told of, whose goods had left', async () => {
    await eventually(async () => {
      const untold = sql`select from outbox_events where organization_id = ${GLOBEX} and published_at is null`;
      expect(await upgraded.rows(untold)).toEqual([]);
      const told = sql`select from reacted_facts where organization_id = ${GLOBEX} and queue like '%on-sale-completed'`;
      expect(await upgraded.rows(told)).toHaveLength(3);
    });
    const admin = await upgraded.signIn('globex', 'admin');
    expect((await products(admin)).get('SEED-TOM')?.available).toBe(296);
    const day = (await admin.get<SalesDashboardPayload>(`/dashboards/sales?date=${DAY}`)).body;
    expect(day).toMatchObject({ salesCount: 1, total: 996 });
  });

  it('is left as it is by the data of the demo', async () => {
    const count = async () =>
      await upgraded.rows(sql`select organization_id, email from users order by 1, 2`);
    const before = await count();
    await seedDemoData(upgraded.database, new SystemClock());
    expect(await count()).toEqual(before);
    expect(before).toHaveLength(12);
  });
});

/** What an administrator finds who looks at once: later sales are none of it, and may be of the same day. */
async function readPast(admin: ApiClient) {
  const { items: sales } = (await admin.get<Listed<SalePayload>>('/pos/sales')).body;
  const day = (await admin.get<SalesDashboardPayload>(`/dashboards/sales?date=${DAY}`)).body;
  const { items: totals } = (await admin.get<Listed<DailyTotalsPayload>>(`/pos/daily-totals?date=${DAY}`))
    .body;
  const rebuild = async (readModel: string) =>
    (await admin.post<Rebuilt>('/dashboards/rebuild', { readModel })).body;
  return { sales, day, totals, rebuilt: await rebuild('sales'), restocked: await rebuild('inventory') };
}

async function upgrade({ database, drop }: { database: Database; drop: () => Promise<void> }) {
  await makeShopOf0001(database, more);
  const broker = new InMemoryBroker({
    exchanges: catalogue.exchanges,
    stream: { name: REALTIME_STREAM, maxAgeMs: 60_000 },
  });
  const env = readCoreApiEnv({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URI: 'postgres://opened.by.the.test/shop',
    BROKER: 'memory',
    JWT_SECRET: 'a secret of the tests, long enough to sign with',
  });
  const app = await createCoreApi({ env, database, broker });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const rows = async (query: ReturnType<typeof sql>) =>
    (await database.transaction((tx) => tx.execute(query))).rows;
  return {
    database,
    rows,
    head: async (organizationId: string) => {
      const [head] = await rows(
        sql`select epoch, seq::int from organization_heads where organization_id = ${organizationId}`,
      );
      return head as { readonly epoch: string; readonly seq: number };
    },
    signIn: async (organization: string, mailbox: string) => {
      const login = { organization, email: `${mailbox}@${organization}.test`, password: DEMO_PASSWORD };
      const { accessToken } = (await new ApiClient(url).post<SignedIn>('/auth/login', login)).body;
      return new ApiClient(url, accessToken);
    },
    stop: async () => {
      await app.close();
      await broker.close();
      await database.close();
      await drop();
    },
  };
}
