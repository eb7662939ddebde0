import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from './inventory-shop.js';
import { type PosApi, startPosApi } from './pos-api.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

const invalid = { status: 400, code: 'request.invalid' };
const YEAR_ZERO = '0000-01-01';

describe('what the database cannot hold', () => {
  it.each([
    `/pos/daily-totals?date=${YEAR_ZERO}`,
    `/dashboards/sales?date=${YEAR_ZERO}`,
    `/inventory/batches?expiresBy=${YEAR_ZERO}`,
    `/inventory/batches?before=${YEAR_ZERO}.${uuidv7()}.${uuidv7()}.B-1`,
    `/audit/entries?from=${YEAR_ZERO}T00:00:00Z`,
    `/audit/entries?from=${encodeURIComponent('0001-01-01T00:00:00+02:00')}`,
    `/audit/entries?to=${encodeURIComponent('9999-12-31T23:59:59-02:00')}`,
  ])('is no day to ask for: %s', async (path) => {
    const admin = await (await api.openShop()).someone('admin');
    expect(await admin.get(path)).toMatchObject(invalid);
  });

  it('is no day on which a batch expires', async () => {
    const store = await openStore(api);
    const batch = { code: 'B-1', expiresOn: YEAR_ZERO };
    const lines = [{ productId: store.coffee.productId, quantity: 1, batch }];
    expect(await store.move({ kind: 'receipt', lines })).toMatchObject(invalid);
  });

  it('is no place in the entries of an account', async () => {
    const manager = await (await api.openShop()).someone('manager');
    const { body } = await manager.post<{ customerId: string }>('/customers', { name: 'Corner office' });
    const at = `/customers/${body.customerId}/entries`;
    expect(await manager.get(`${at}?before=${2 ** 31}`)).toMatchObject(invalid);
    expect(await manager.get(`${at}?before=${2 ** 31 - 1}`)).toMatchObject({ status: 200 });
  });

  it('is no number of units, however many receipts they come in', async () => {
    const store = await openStore(api);
    const { productId } = store.coffee;
    const lines = Array.from({ length: 500 }, () => ({ productId, quantity: 1_000_000 }));
    const statuses: number[] = [];
    for (let receipt = 0; receipt < 5; receipt += 1) {
      statuses.push((await store.move({ kind: 'receipt', lines })).status);
    }
    expect(statuses).toEqual([201, 409, 409, 409, 409]);
    expect(await store.move({ kind: 'receipt', lines })).toMatchObject({
      code: 'inventory.stock-too-large',
    });
  });
});
