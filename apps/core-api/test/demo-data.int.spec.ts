import type {
  InventoryKpisPayload,
  MovementPayload,
  StockLevelPayload,
} from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountEntries } from '../src/modules/customers/queries/list-account-entries.query.js';
import type { Customers } from '../src/modules/customers/queries/list-customers.query.js';
import { seedDemoData } from '../src/modules/demo/seed-demo-data.js';
import { organizations, users } from '../src/modules/identity/identity.schema.js';
import { type IdentityApi, startIdentityApi } from './identity-api.js';
import type { Page } from './inventory-shop.js';
import type { ApiClient } from './pos-client.js';

let api: IdentityApi;
const seed = () => seedDemoData(api.database, api.clock);
beforeAll(async () => {
  api = await startIdentityApi();
  await Promise.all([seed(), seed()]);
});
afterAll(() => api.stop());

const clients = new Map<string, Promise<ApiClient>>();
/** Somebody of an organization; each signs in once. */
function signIn(mailbox: string, organization: string): Promise<ApiClient> {
  const email = `${mailbox}@${organization}.test`;
  const signingIn = async () => {
    const { body } = await api.logIn({ organization, email, password: 'demo1234' });
    return api.client(body.accessToken);
  };
  const client = clients.get(email) ?? signingIn();
  clients.set(email, client);
  return client;
}
const itemsOf = async <Item>(client: ApiClient, path: string) =>
  (await client.get<Page<Item>>(path)).body.items;

describe('demo data', () => {
  it('is there once, however often and by how many it is seeded, and lets people in', async () => {
    const read = () =>
      api.database.transaction(async (tx) => [
        await tx.select().from(organizations),
        await tx.select().from(users),
      ]);
    const seeded = await read();
    await seed();
    expect(await read()).toEqual(seeded);
    expect(seeded.map((rows) => rows.length)).toEqual([2, 14]);

    const mailboxes = ['admin', 'cashier', 'customer', 'manager', 'sales', 'support', 'warehouse'];
    const [, people = []] = seeded;
    expect(people.flatMap((person) => ('email' in person ? person.email : [])).sort()).toEqual(
      mailboxes.flatMap((mailbox) => [`${mailbox}@acme.test`, `${mailbox}@globex.test`]),
    );
    for (const [organization, tills] of Object.entries({ acme: 3, globex: 2 })) {
      const cashier = await signIn('cashier', organization);
      expect(await itemsOf(cashier, '/pos/workstations')).toHaveLength(tills);
      expect((await itemsOf(cashier, '/pos/products')).length).toBeGreaterThanOrEqual(12);
    }
  });
});

describe('demo people', () => {
  it('find channels to talk in, those of their own, with something to read', async () => {
    const channels = async (mailbox: string) => itemsOf(await signIn(mailbox, 'acme'), '/chat/channels');
    const [general, branch] = [
      { name: 'General', kind: 'organization', inside: true },
      { name: 'Main street', kind: 'branch', branchId: 'main-street', inside: true },
    ];
    const management = { name: 'Management', kind: 'private', inside: true, unread: 1 };
    expect(await channels('manager')).toMatchObject([
      { ...general, unread: 2 },
      { ...branch, unread: 1 },
      management,
    ]);
    expect(await channels('support')).toMatchObject([
      { ...general, unread: 3 },
      { ...branch, unread: 1 },
    ]);
  });

  it('are waited for by a customer', async () => {
    for (const mailbox of ['customer', 'support']) {
      expect(await itemsOf(await signIn(mailbox, 'acme'), '/chat/help')).toMatchObject([
        {
          status: 'open',
          requester: { displayName: 'Customer', kind: 'user' },
          subject: 'Picking up an order',
        },
      ]);
    }
  });
});

describe('demo customers', () => {
  it('owe what their entries add up to; one is close to its limit, one paid in advance', async () => {
    const manager = await signIn('manager', 'globex');
    const { body: customers } = await manager.get<Customers>('/customers');
    expect(customers.items.length).toBeGreaterThanOrEqual(5);
    for (const { customerId, currency, balance } of customers.items) {
      const { text, body } = await manager.get<AccountEntries>(`/customers/${customerId}/entries`);
      const signed = body.items.map(({ kind, amount }) => (kind === 'charge' ? amount : -amount));
      expect([currency, signed.reduce((sum, amount) => sum + amount, 0)]).toEqual(['GBP', balance]);
      for (const { enteredBy } of body.items) {
        expect(enteredBy).toEqual({ userId: expect.any(String), displayName: 'Manager' });
      }
      expect(text).not.toContain('passwordHash');
    }
    expect(
      customers.items.some(({ available, creditLimit }) => available > 0 && available < creditLimit / 20),
    ).toBe(true);
    expect(customers.items.some(({ balance }) => balance < 0)).toBe(true);
  });
});

describe('the dashboards of a demo organization', () => {
  it('show what is in stock before anything happened, exactly as a rebuild would', async () => {
    const admin = await signIn('admin', 'acme');
    const { body: kpis } = await admin.get<InventoryKpisPayload>('/dashboards/inventory');
    expect(kpis.currency).toBe('EUR');
    for (const figure of ['stockValue', 'unitsOnHand', 'productsUnderMinimum', 'batchesExpiring'] as const) {
      expect([figure, kpis[figure]]).toEqual([figure, expect.toSatisfy((value: number) => value > 0)]);
    }
    for (const readModel of ['inventory', 'sales']) {
      const { body: rebuilt } = await admin.post('/dashboards/rebuild', { readModel });
      expect(rebuilt).toMatchObject({ corrected: 0 });
    }
  });
});

interface Warehouse {
  readonly warehouseId: string;
  readonly name: string;
}

describe('the stock of a demo shop', () => {
  it.each(['acme', 'globex'])(
    'lies in two warehouses, some of it short and some with a day on which it expires: %s',
    async (organization) => {
      const manager = await signIn('manager', organization);
      const [shopFloor, ...others] = await itemsOf<Warehouse>(manager, '/inventory/warehouses');
      expect([shopFloor, ...others].map((warehouse) => warehouse?.name)).toEqual(['Shop floor', 'Back room']);
      for (const till of await itemsOf<Warehouse>(manager, '/pos/workstations')) {
        expect(till.warehouseId).toBe(shopFloor?.warehouseId);
      }
      const stock = await itemsOf<StockLevelPayload>(manager, '/inventory/stock?limit=200');
      const short = await itemsOf<StockLevelPayload>(manager, '/inventory/stock?belowMinimum=true');
      expect(short.length).toBeGreaterThan(0);
      expect(short.length).toBeLessThan(stock.length / 2);
      expect((await itemsOf(manager, '/inventory/batches?limit=200')).length).toBeGreaterThan(0);
      for (const product of await itemsOf<{ available: number }>(manager, '/pos/products')) {
        expect(product.available).toBeGreaterThan(0);
      }

      const receipts = await itemsOf<MovementPayload>(manager, '/inventory/movements?kind=receipt');
      const received = (level: StockLevelPayload) =>
        receipts
          .filter(
            ({ warehouseId, reason }) => warehouseId === level.warehouseId && reason === 'Opening stock',
          )
          .flatMap(({ lines }) => lines)
          .filter(({ productId }) => productId === level.productId)
          .reduce((sum, { quantity }) => sum + quantity, 0);
      for (const level of stock) expect(received(level)).toBe(level.onHand);
    },
  );
});
