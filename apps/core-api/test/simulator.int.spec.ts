import type { MovementPayload, SalePayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SystemClock, seedDemoData } from '../src/index.js';
import { products } from '../src/modules/inventory/inventory.schema.js';
import { startCoreApi } from './core-api-fixture.js';
import { ApiClient } from './pos-client.js';

interface Simulation {
  readonly enabled: boolean;
  readonly running: { readonly salesPerMinute: number } | null;
}

/** A demo shop, and somebody of it who is signed in. */
async function openDemoShop(settings: NodeJS.ProcessEnv) {
  const api = await startCoreApi({ LOG_LEVEL: 'silent', ...settings });
  onTestFinished(() => api.stop());
  await seedDemoData(api.database, new SystemClock());
  const signIn = async (organization: string, role: string) => {
    const login = { organization, email: `${role}@${organization}.test`, password: 'demo1234' };
    const { body } = await new ApiClient(api.url).post<{ accessToken: string }>('/auth/login', login);
    return new ApiClient(api.url, body.accessToken);
  };
  return { signIn, database: api.database };
}

const salesOf = async (client: ApiClient) =>
  (await client.get<{ items: SalePayload[] }>('/pos/sales?limit=5')).body.items;

describe('the simulator', () => {
  it('sells at the pace it was told, in the own organization, until it is stopped', async () => {
    const shop = await openDemoShop({ ENABLE_SIMULATOR: 'true' });
    const manager = await shop.signIn('acme', 'manager');
    const stranger = await shop.signIn('globex', 'manager');
    const [before, elsewhere] = [await salesOf(manager), await salesOf(stranger)];

    expect((await manager.get<Simulation>('/simulator')).body).toEqual({ enabled: true, running: null });
    const pace = { salesPerMinute: 120, minutes: 1 };
    const started = await manager.post<Simulation>('/simulator/start', pace);
    expect(started.body.running).toMatchObject({ salesPerMinute: 120 });
    await eventually(async () => expect((await salesOf(manager))[0]?.saleId).not.toBe(before[0]?.saleId));

    const [sale] = await salesOf(manager);
    expect(sale).toMatchObject({ channel: 'till', totals: { due: 0 }, soldBy: { displayName: 'Manager' } });
    expect(await salesOf(stranger)).toEqual(elsewhere);
    expect((await manager.post<Simulation>('/simulator/stop')).body.running).toBeNull();
    expect((await manager.get<Simulation>('/simulator')).body.running).toBeNull();
  });

  it('has delivered what runs short', async () => {
    const shop = await openDemoShop({ ENABLE_SIMULATOR: 'true' });
    const manager = await shop.signIn('acme', 'manager');
    // Everything is short, so that hardly a sale goes by without a delivery.
    await shop.database.transaction((tx) => tx.update(products).set({ minimumStock: 6_000 }));
    await manager.post('/simulator/start', { salesPerMinute: 120, minutes: 1 });
    await eventually(async () => {
      const { body } = await manager.get<{ items: MovementPayload[] }>('/inventory/movements?limit=50');
      const delivered = body.items.filter(({ kind, reason }) => kind === 'receipt' && reason === null);
      expect(delivered[0]).toMatchObject({ status: 'applied', createdBy: { displayName: 'Manager' } });
    });
    await manager.post('/simulator/stop');
  });

  it('starts nowhere unless it is switched on, and for nobody who may not', async () => {
    const shop = await openDemoShop({});
    const manager = await shop.signIn('acme', 'manager');
    const cashier = await shop.signIn('acme', 'cashier');
    expect((await manager.post('/simulator/start', {})).code).toBe('simulator.switched-off');
    expect((await manager.get<Simulation>('/simulator')).body.enabled).toBe(false);
    expect((await cashier.post('/simulator/start', {})).code).toBe('auth.permission-missing');
  });
});
