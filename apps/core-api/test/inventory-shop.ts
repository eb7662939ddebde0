import type { MovementPayload, StockLevelPayload } from '@business-control/realtime-contracts';
import type { PosApi } from './pos-api.js';
import type { Answer, ApiClient } from './pos-client.js';

export interface Page<Item> {
  readonly items: Item[];
  readonly next: string | null;
}

interface Line {
  readonly productId: string;
  readonly quantity: number;
  readonly batch?: { readonly code: string; readonly expiresOn?: string | null };
}

interface Wanted {
  readonly kind: string;
  readonly warehouseId?: string;
  readonly toWarehouseId?: string;
  readonly lines: readonly Line[];
  readonly reason?: string;
  readonly apply?: boolean;
}

/** A shop with 100 units of each product on its shop floor, an empty back room, and someone who keeps them. */
export async function openStore(api: PosApi) {
  const shop = await api.openShop();
  const keeper = await shop.someone('manager');
  const { body: backRoom } = await keeper.post<{ warehouseId: string }>('/inventory/warehouses', {
    name: 'Back room',
  });
  const { warehouseId } = shop;

  /** What the keeper is answered; applied at once unless told otherwise, on the shop floor unless told otherwise. */
  const move = (wanted: Wanted, headers?: Record<string, string>): Promise<Answer<MovementPayload>> =>
    keeper.post('/inventory/movements', { warehouseId, apply: true, ...wanted }, headers);
  const act = (movementId: string, action: 'apply' | 'reverse') =>
    keeper.post<MovementPayload>(`/inventory/movements/${movementId}/${action}`);

  return {
    ...shop,
    backRoomId: backRoom.warehouseId,
    keeper,
    move,
    act,
    receive: async (productId: string, quantity: number, batch?: Line['batch']) =>
      (await move({ kind: 'receipt', lines: [{ productId, quantity, ...(batch && { batch }) }] })).body,
    level: (productId: string, at = warehouseId) => levelOf(keeper, productId, at),
  };
}

export type Store = Awaited<ReturnType<typeof openStore>>;

async function levelOf(
  keeper: ApiClient,
  productId: string,
  at: string,
): Promise<StockLevelPayload | undefined> {
  const path = `/inventory/stock?productId=${productId}&warehouseId=${at}`;
  const { body } = await keeper.get<Page<StockLevelPayload>>(path);
  return body.items[0];
}
