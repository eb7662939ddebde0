import type { MovementPayload, StockLevelPayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ringUpASale } from '../shop-client.js';
import { type EventsShop, openEventsShop, type Viewer } from './events-shop.js';

interface Items<Item> {
  readonly items: readonly Item[];
}

describe('the events of warehouses', () => {
  let shop: EventsShop;
  let keeper: Viewer;
  let inTheBackRoom: Viewer;
  let cashier: Viewer;
  let stranger: Viewer;
  let shopFloor: string;
  let backRoom: string;
  let product: StockLevelPayload;

  beforeAll(async () => {
    shop = await openEventsShop();
    keeper = await shop.connect('acme', 'warehouse');
    cashier = await shop.connect('acme', 'cashier');
    stranger = await shop.connect('globex', 'warehouse');
    const { items } = await shop.get<Items<{ warehouseId: string }>>(keeper, '/inventory/warehouses');
    [shopFloor = '', backRoom = ''] = items.map(({ warehouseId }) => warehouseId);
    const path = `/inventory/stock?warehouseId=${shopFloor}`;
    const stock = await shop.get<Items<StockLevelPayload>>(keeper, path);
    product = stock.items.find(({ sku }) => sku === 'MUG-STONE') ?? expect.fail('the shop sells no mugs');
    inTheBackRoom = await shop.connect('acme', 'manager', [`inventory:warehouse:${backRoom}`]);
  });
  afterAll(() => shop?.stop());

  const seesStock = () => ({ to: [keeper, inTheBackRoom], notTo: [cashier, stranger] });
  const move = (kind: string, quantity: number, more: object = {}) =>
    shop.post<MovementPayload>(keeper, '/inventory/movements', {
      kind,
      warehouseId: shopFloor,
      lines: [{ productId: product.productId, quantity }],
      ...more,
    });

  it('inventory:movement:created tells those who see stock of a draft', async () => {
    const created = await shop.onlyReaches('inventory:movement:created', seesStock(), () => move('issue', 2));
    expect(created).toMatchObject({ status: 'draft', version: 1, kind: 'issue', warehouseId: shopFloor });
  });

  it('inventory:movement:updated tells them what becomes of it', async () => {
    const { movementId } = await move('transfer', 2, { toWarehouseId: backRoom });
    for (const [step, status] of [
      ['apply', 'applied'],
      ['reverse', 'reversed'],
    ] as const) {
      const updated = await shop.onlyReaches('inventory:movement:updated', seesStock(), () =>
        shop.post(keeper, `/inventory/movements/${movementId}/${step}`),
      );
      expect(updated).toMatchObject({ movementId, status, toWarehouseId: backRoom });
    }
  });

  it('inventory:product:updated tells those who buy and sell of another price', async () => {
    const customer = await shop.connect('acme', 'customer');
    const support = await shop.connect('acme', 'support');
    const priced = await shop.onlyReaches(
      'inventory:product:updated',
      { to: [cashier, keeper, customer], notTo: [support, stranger] },
      async () => {
        const answer = await fetch(`${shop.url}/inventory/products/${product.productId}`, {
          method: 'PATCH',
          headers: { authorization: `Bearer ${keeper.token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ unitPrice: 1_375 }),
        });
        expect(answer.status).toBe(200);
      },
    );
    expect(priced).toMatchObject({ productId: product.productId, unitPrice: 1_375, archived: false });
  });

  it('inventory:stock:updated tells them what lies where then', async () => {
    const level = await shop.onlyReaches('inventory:stock:updated', seesStock(), () =>
      move('receipt', 3, { apply: true }),
    );
    expect(level).toMatchObject({
      productId: product.productId,
      warehouseId: shopFloor,
      onHand: product.onHand + 3,
    });
  });

  it('inventory:stock:updated follows a sale at the till', async () => {
    const level = await shop.onlyReaches('inventory:stock:updated', seesStock(), () =>
      ringUpASale(shop.url, cashier.token),
    );
    expect(level).toMatchObject({ warehouseId: shopFloor, reserved: 0 });
  });

  it('reach someone in the room of a warehouse once, and let no one in who may not see stock', async () => {
    const { movementId } = await move('receipt', 1, { warehouseId: backRoom, apply: true });
    const copies = () =>
      inTheBackRoom.received.filter(
        ({ name, payload }) =>
          name === 'inventory:movement:created' && (payload as MovementPayload).movementId === movementId,
      );
    await eventually(() => expect(copies()).toHaveLength(1));
    await shop.caughtUp(inTheBackRoom);
    expect(copies()).toHaveLength(1);
    const room = `inventory:warehouse:${backRoom}`;
    const answer = await cashier.socket.emitWithAck('subscribe', { rooms: [room] });
    expect(answer.data?.rooms ?? []).not.toContain(room);
  });

  it('pos:inventory:availability tells tills that a product sold out, and nobody who does not sell', async () => {
    const support = await shop.connect('acme', 'support');
    const { available } = await shop
      .get<Items<StockLevelPayload>>(
        keeper,
        `/inventory/stock?warehouseId=${shopFloor}&productId=${product.productId}`,
      )
      .then(({ items }) => items[0] ?? expect.fail('the level is gone'));
    const soldOut = await shop.onlyReaches(
      'pos:inventory:availability',
      { to: [cashier, keeper], notTo: [support, stranger] },
      () => move('issue', available, { apply: true }),
    );
    const { productId, sku } = product;
    expect(soldOut).toEqual({ productId, sku, warehouseId: shopFloor, available: 0 });
  });
});
