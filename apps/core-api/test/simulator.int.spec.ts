import type { MovementPayload, SalePayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SystemClock, seedDemoData } from '../src/index.js';
import { permissionsOf, type Role } from '../src/modules/identity/roles.js';
import { products } from '../src/modules/inventory/inventory.schema.js';
import { bearer, type CoreApi, startCoreApi } from './core-api-fixture.js';
import { ApiClient } from './pos-client.js';

interface Simulation {
  readonly enabled: boolean;
  readonly running: { readonly salesPerMinute: number } | null;
}

const salesOf = async (client: ApiClient) =>
  (await client.get<{ items: SalePayload[] }>('/pos/sales?limit=5')).body.items;

describe('the simulator', () => {
  let api: CoreApi;
  let manager: ApiClient;
  let stranger: ApiClient;
  beforeAll(async () => {
    api = await startCoreApi({ LOG_LEVEL: 'silent', ENABLE_SIMULATOR: 'true' });
    await seedDemoData(api.database, new SystemClock());
    // Everything is short, so that hardly a sale goes by without a delivery.
    await api.database.transaction((tx) => tx.update(products).set({ minimumStock: 6_000 }));
    const signIn = async (organization: string) => {
      const login = { organization, email: `manager@${organization}.test`, password: 'demo1234' };
      const { body } = await new ApiClient(api.url).post<{ accessToken: string }>('/auth/login', login);
      return new ApiClient(api.url, body.accessToken);
    };
    [manager, stranger] = await Promise.all([signIn('acme'), signIn('globex')]);
  });
  afterAll(() => api?.stop());

  it('sells at the pace it was told, in the own organization, until it is stopped', async () => {
    const [before, elsewhere] = [await salesOf(manager), await salesOf(stranger)];

    expect((await manager.get<Simulation>('/simulator')).body).toEqual({ enabled: true, running: null });
    const pace = { salesPerMinute: 120, minutes: 10 };
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
    const delivered = async () => {
      const { body } = await manager.get<{ items: MovementPayload[] }>('/inventory/movements?limit=50');
      return body.items.filter(({ kind, reason }) => kind === 'receipt' && reason === null);
    };
    const [before] = await delivered();
    await manager.post('/simulator/start', { salesPerMinute: 120, minutes: 10 });
    await eventually(async () => {
      const [delivery] = await delivered();
      expect(delivery?.movementId).not.toBe(before?.movementId);
      expect(delivery).toMatchObject({ status: 'applied', createdBy: { displayName: 'Manager' } });
    });
    await manager.post('/simulator/stop');
  });

  it('starts nowhere unless it is switched on, and for nobody who may not', async () => {
    const other = await startCoreApi({ LOG_LEVEL: 'silent' });
    onTestFinished(() => other.stop());
    const someone = async (role: Role) => {
      const { authorization } = await bearer(permissionsOf([role]), { roles: [role] });
      return new ApiClient(other.url, authorization.replace('Bearer ', ''));
    };
    const [manager, cashier] = [await someone('manager'), await someone('cashier')];
    expect((await manager.post('/simulator/start', {})).code).toBe('simulator.switched-off');
    expect((await manager.get<Simulation>('/simulator')).body.enabled).toBe(false);
    expect((await cashier.post('/simulator/start', {})).code).toBe('auth.permission-missing');
  });
});
