import type { CountSessionPayload, StockLevelPayload } from '@business-control/realtime-contracts';
import type { StockPage } from '../src/modules/inventory/queries/list-stock.query.js';
import type { PosApi } from './pos-api.js';
import type { ApiClient } from './pos-client.js';

export const SESSIONS = '/inventory/count-sessions';

/** A shop with 100 units of each product in its warehouse, a second warehouse, and someone who keeps them. */
export async function openCountShop(api: PosApi) {
  const shop = await api.openShop();
  const { warehouseId } = shop;
  const keeper = await shop.someone('warehouse');
  const cellar = await keeper.post<{ readonly warehouseId: string }>('/inventory/warehouses', {
    name: 'Cellar',
  });
  const otherWarehouseId = cellar.body.warehouseId;

  /** Moves goods behind the back of who counts. */
  const move = async (kind: 'issue' | 'transfer', productId: string, quantity: number) => {
    const toWarehouseId = kind === 'transfer' ? otherWarehouseId : null;
    const lines = [{ productId, quantity }];
    const movement = { kind, warehouseId, toWarehouseId, lines, apply: true };
    return (await keeper.post<object>('/inventory/movements', movement)).body;
  };
  const levelOf = async (productId: string, at = warehouseId): Promise<StockLevelPayload | undefined> => {
    const { body } = await keeper.get<StockPage>(`/inventory/stock?warehouseId=${at}&productId=${productId}`);
    return body.items[0];
  };

  return {
    ...shop,
    otherWarehouseId,
    keeper,
    levelOf,
    issue: (productId: string, quantity: number) => move('issue', productId, quantity),
    transfer: (productId: string, quantity: number) => move('transfer', productId, quantity),
    openSession: (at = warehouseId) => openSession(keeper, at),
  };
}

export type CountShop = Awaited<ReturnType<typeof openCountShop>>;

/** A session that is open, and what can be done to it. */
async function openSession(keeper: ApiClient, warehouseId: string) {
  const { body } = await keeper.post<CountSessionPayload>(SESSIONS, { warehouseId, name: 'Monday' });
  const at = `${SESSIONS}/${body.countSessionId}`;
  return {
    at,
    countSessionId: body.countSessionId,
    count: (productId: string, counted: number, stockVersion?: number) =>
      keeper.call<CountSessionPayload>('PUT', `${at}/counts/${productId}`, { counted, stockVersion }),
    act: (action: 'close' | 'reopen' | 'apply' | 'cancel', headers?: Record<string, string>) =>
      keeper.post<CountSessionPayload>(`${at}/${action}`, undefined, headers),
  };
}
