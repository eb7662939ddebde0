import type { CountSessionPayload, StockLevelPayload } from '@business-control/realtime-contracts';
import { v7 as uuidv7 } from 'uuid';
import { warehouses } from '../src/modules/inventory/inventory.schema.js';
import type { MovementPlan } from '../src/modules/inventory/movement.js';
import { MovementRepository } from '../src/modules/inventory/movement.repository.js';
import { SettingsRepository } from '../src/modules/inventory/settings.repository.js';
import { StockLedger } from '../src/modules/inventory/stock-ledger.js';
import { StockLevelRepository } from '../src/modules/inventory/stock-level.repository.js';
import { Outbox } from '../src/platform/outbox/outbox.js';
import type { PosApi, Shop } from './pos-api.js';
import type { ApiClient } from './pos-client.js';

export const SESSIONS = '/inventory/count-sessions';

/** A shop with 100 units of each product in its warehouse, a second warehouse, and someone who keeps them. */
export async function openCountShop(api: PosApi) {
  const shop = await api.openShop();
  const { organizationId, warehouseId } = shop;
  const otherWarehouseId = uuidv7();
  await api.database.transaction((tx) =>
    tx.insert(warehouses).values({ organizationId, warehouseId: otherWarehouseId, name: 'Cellar' }),
  );
  const keeper = await shop.someone('warehouse');
  const levels = new StockLevelRepository();
  const ledger = new StockLedger(levels, new MovementRepository(), new SettingsRepository());

  /** Moves goods behind the back of who counts. */
  const move = (plan: Pick<MovementPlan, 'kind'> & Partial<MovementPlan>) =>
    api.database.transaction(async (tx) => {
      const nothing = { toWarehouseId: null, lines: [], reason: null, reference: null };
      const order = {
        plan: { warehouseId, ...nothing, ...plan },
        by: { userId: 'k', displayName: 'The keeper' },
        now: api.clock.now(),
      };
      const { events } = await ledger.record(tx, organizationId, order);
      await new Outbox(api.clock).append(tx, organizationId, { userId: 'k', deviceId: null }, events);
    });

  const levelOf = async (productId: string, at = warehouseId): Promise<StockLevelPayload | undefined> => {
    const all = await api.database.transaction((tx) => levels.list(tx, organizationId));
    return all.find((level) => level.productId === productId && level.warehouseId === at);
  };

  return {
    ...shop,
    otherWarehouseId,
    keeper,
    levelOf,
    issue: (productId: string, quantity: number) =>
      move({ kind: 'issue', lines: [lineOf(shop, productId, quantity)] }),
    transfer: (productId: string, quantity: number) =>
      move({
        kind: 'transfer',
        toWarehouseId: otherWarehouseId,
        lines: [lineOf(shop, productId, quantity)],
      }),
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

function lineOf({ coffee, cake, book }: Shop, productId: string, quantity: number) {
  const product = [coffee, cake, book].find((sold) => sold.productId === productId);
  return { productId, sku: product?.sku ?? '', name: product?.name ?? '', quantity, batch: null };
}
