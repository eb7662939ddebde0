import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stockLevels, warehouses } from '../src/modules/inventory/inventory.schema.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { type PosApi, startPosApi } from './pos-api.js';
import type { ApiClient } from './pos-client.js';

interface Workstation {
  readonly posId: string;
  readonly name: string;
  readonly warehouseId: string;
}

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

const create = (client: ApiClient, body: object, headers?: Record<string, string>) =>
  client.post<Workstation>('/pos/workstations', body, headers);
const list = async (client: ApiClient) =>
  (await client.get<{ items: Workstation[] }>('/pos/workstations')).body.items;

async function openShop() {
  const shop = await api.openShop(1);
  return { ...shop, manager: await shop.someone('manager') };
}

describe('setting up a till', () => {
  it('has it sell from the first warehouse, is told and audited', async () => {
    const { manager, warehouseId, someone, eventsOf } = await openShop();
    const { status, body } = await create(manager, { name: ' Terrace ' });
    expect(status).toBe(201);
    expect(body).toEqual({ posId: body.posId, name: 'Terrace', warehouseId });
    expect((await eventsOf('pos:workstation:')).map(({ payload }) => payload)).toEqual([body]);
    const cashier = await someone('cashier');
    expect(await list(cashier)).toContainEqual(body);
    expect((await cashier.post('/pos/carts', { posId: body.posId })).status).toBe(201);
    const entries = await api.database.transaction((tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.userId, manager.userId)),
    );
    expect(entries).toMatchObject([
      { type: 'workstation.created', details: { posId: body.posId, warehouseId } },
    ]);
  });

  it('has it sell from the warehouse that is named', async () => {
    const { manager } = await openShop();
    const { body: kiosk } = await manager.post<Workstation>('/inventory/warehouses', { name: 'Kiosk' });
    const { body } = await create(manager, { name: 'Kiosk', warehouseId: kiosk.warehouseId });
    expect(body.warehouseId).toBe(kiosk.warehouseId);
  });

  it('twice with one idempotency key sets up one', async () => {
    const { manager, eventsOf } = await openShop();
    const headers = { 'idempotency-key': uuidv7() };
    const { body } = await create(manager, { name: 'Terrace' }, headers);
    expect((await create(manager, { name: 'Terrace' }, headers)).body).toEqual(body);
    expect(await list(manager)).toHaveLength(2);
    expect(await eventsOf('pos:workstation:updated')).toHaveLength(1);
  });

  it('refuses a name that another till has, also twice at once', async () => {
    const { manager } = await openShop();
    const answers = await Promise.all([1, 2].map(() => create(manager, { name: 'Terrace' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await create(manager, { name: 'Terrace' })).code).toBe('pos.workstation-name-taken');
    expect(await list(manager)).toHaveLength(2);
  });

  it('is renamed by those who set up tills, to a name of its own', async () => {
    const { manager, posId, eventsOf } = await openShop();
    const rename = (name: string, at = posId) =>
      manager.call<Workstation>('PATCH', `/pos/workstations/${at}`, { name });
    const { body: terrace } = await create(manager, { name: 'Terrace' });
    const renamed = await rename(' Front desk ');
    expect(renamed).toMatchObject({ status: 200, body: { posId, name: 'Front desk' } });
    expect(await list(manager)).toContainEqual(renamed.body);
    expect(await rename('Terrace')).toMatchObject({ status: 409, code: 'pos.workstation-name-taken' });
    expect(await rename('Front desk')).toMatchObject({ status: 200 });
    expect(await list(manager)).toContainEqual(terrace);
    const told = (await eventsOf('pos:workstation:updated')).map(({ payload }) => payload);
    expect(told).toEqual([terrace, renamed.body]);

    const stranger = (await openShop()).manager;
    const stolen = await stranger.call('PATCH', `/pos/workstations/${posId}`, { name: 'Mine' });
    expect(stolen).toMatchObject({ status: 404, code: 'pos.workstation-not-found' });
  });

  it('reaches no warehouse and no till of another organization', async () => {
    const [one, other] = [await openShop(), await openShop()];
    const stolen = await create(one.manager, { name: 'Terrace', warehouseId: other.warehouseId });
    expect([stolen.status, stolen.code]).toEqual([404, 'inventory.warehouse-not-found']);
    const { body } = await create(one.manager, { name: 'Terrace' });
    expect((await create(other.manager, { name: 'Terrace' })).status).toBe(201);
    expect(await list(other.manager)).not.toContainEqual(body);
  });

  it('needs a warehouse', async () => {
    const { manager, organizationId } = await openShop();
    await api.database.transaction(async (tx) => {
      await tx.delete(stockLevels).where(eq(stockLevels.organizationId, organizationId));
      await tx.delete(warehouses).where(eq(warehouses.organizationId, organizationId));
    });
    expect((await create(manager, { name: 'Terrace' })).code).toBe('inventory.warehouse-not-found');
  });

  it.each(['cashier', 'warehouse', 'support'] as const)('is not for a %s', async (role) => {
    const { someone } = await openShop();
    const answer = await create(await someone(role), { name: 'Terrace' });
    expect(answer).toMatchObject({ status: 403, code: 'auth.permission-missing' });
  });

  it.each([{}, { name: ' ' }, { name: 'x'.repeat(121) }, { name: 'Terrace', warehouseId: 'floor' }])(
    'refuses %j',
    async (body) => {
      const { manager } = await openShop();
      expect(await create(manager, body)).toMatchObject({ status: 400, code: 'request.invalid' });
    },
  );
});
