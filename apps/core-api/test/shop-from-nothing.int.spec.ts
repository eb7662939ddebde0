import { Readable } from 'node:stream';
import type { CartPayload, SalePayload, StockLevelPayload } from '@business-control/realtime-contracts';
import { createDatabase, eventually } from '@business-control/testing';
import { expect, it, onTestFinished } from 'vitest';
import { createLogger, readCoreApiEnv, runCoreApi } from '../src/index.js';
import { runCreateOrganization } from '../src/operator/run-create-organization.js';
import { SECRET } from './core-api-fixture.js';
import { ApiClient } from './pos-client.js';

const password = 'correct horse battery staple';

it('opens a shop in an empty database by the command and HTTP alone, and sells', async () => {
  const server = await createDatabase();
  onTestFinished(() => server.drop());
  const env = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'silent',
    JWT_SECRET: SECRET,
    BROKER: 'memory',
    DATABASE_URI: server.uri,
    CORE_API_PORT: '0',
  };
  const options = '--slug acme --name Acme --currency EUR --time-zone Europe/Amsterdam';
  const adminOptions = '--admin-email admin@acme.example --admin-name Administrator';
  await runCreateOrganization({
    args: `${options} ${adminOptions}`.split(' '),
    env,
    stdin: Readable.from([password]),
    stderr: process.stderr,
  });
  const coreApi = await runCoreApi(readCoreApiEnv(env), createLogger('silent'));
  onTestFinished(() => coreApi.stop());
  const signIn = async (email: string) => {
    const login = { organization: 'acme', email, password };
    const { body } = await new ApiClient(coreApi.url).post<{ accessToken: string }>('/auth/login', login);
    return new ApiClient(coreApi.url, body.accessToken);
  };

  const admin = await signIn('admin@acme.example');
  const till = { email: 'till@acme.example', displayName: 'Till', roles: ['cashier'], password };
  await admin.post('/identity/users', till);
  const { body: terrace } = await admin.post<{ posId: string; warehouseId: string }>('/pos/workstations', {
    name: 'Terrace',
  });
  const coffee = { sku: 'COF', name: 'Coffee', unitPrice: 350, taxRate: 900, unitCost: 90 };
  const { body: product } = await admin.post<{ productId: string }>('/inventory/products', coffee);
  const { productId } = product;
  const { warehouseId, posId } = terrace;
  const received = { kind: 'receipt', warehouseId, lines: [{ productId, quantity: 10 }], apply: true };
  expect((await admin.post('/inventory/movements', received)).status).toBe(201);

  const cashier = await signIn(till.email);
  const { body: cart } = await cashier.post<CartPayload>('/pos/carts', { posId });
  const path = `/pos/carts/${cart.cartId}`;
  await cashier.post(`${path}/lines`, { productId, quantity: 2 });
  await cashier.post(`${path}/payments`, { method: 'cash', amount: 700 });
  expect((await cashier.post(`${path}/confirm`)).status).toBe(200);

  const { body: sales } = await admin.get<{ items: SalePayload[] }>('/pos/sales');
  expect(sales.items).toMatchObject([{ posId, receiptNumber: 1, currency: 'EUR', totals: { total: 700 } }]);
  await eventually(async () => {
    const { body: stock } = await admin.get<{ items: StockLevelPayload[] }>('/inventory/stock');
    expect(stock.items).toMatchObject([{ productId, warehouseId, onHand: 8, reserved: 0, available: 8 }]);
  });
});
