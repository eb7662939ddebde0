import type { MovementPayload, SalePayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products, stockLevels, warehouses } from '../src/modules/inventory/inventory.schema.js';
import { SettingsRepository } from '../src/modules/inventory/settings.repository.js';
import { StockLevelRepository } from '../src/modules/inventory/stock-level.repository.js';
import { StockReservations } from '../src/modules/inventory/stock-reservations.js';
import { SystemClock } from '../src/platform/clock/clock.js';
import { eventFact, openReactionSeams, type ReactionSeams } from './reactions-fixture.js';

const QUEUE = 'inventory.deduct-stock-on-sale-completed';

describe('when a sale is completed', () => {
  let seams: ReactionSeams;
  beforeEach(async () => {
    seams = await openReactionSeams();
  });
  afterEach(() => seams.close());

  /** A warehouse with ten units of a product. */
  const openStore = async (minimumStock = 0) => {
    const [organizationId, warehouseId, productId] = [uuidv7(), uuidv7(), uuidv7()];
    const product = { sku: 'MILK', name: 'Milk', unitPrice: 100, taxRate: 900, unitCost: 50, minimumStock };
    await seams.database.transaction(async (tx) => {
      await tx.insert(warehouses).values({ organizationId, warehouseId, name: 'Shop floor' });
      await tx.insert(products).values({ organizationId, productId, ...product });
      const level = { onHand: 10, version: 1, updatedAt: new Date() };
      await tx.insert(stockLevels).values({ organizationId, warehouseId, productId, ...level });
    });
    const levels = new StockLevelRepository();
    const reservations = new StockReservations(levels, new SettingsRepository(), new SystemClock());
    const read = () => seams.database.transaction((tx) => levels.list(tx, organizationId));
    return {
      organizationId,
      warehouseId,
      productId,
      reserve: (quantity: number) =>
        seams.database.transaction((tx) =>
          reservations.reserve(tx, organizationId, warehouseId, [{ productId, quantity }]),
        ),
      level: async () => (await read())[0],
      /** The fact that a number of units was sold. */
      sold: (quantity: number) =>
        eventFact('pos:sale:completed', aSale(warehouseId, productId, quantity), {
          version: 2,
          organizationId,
        }),
      told: async () =>
        (await seams.eventsOf(organizationId)).filter(({ name }) => /^(inventory|pos:inventory):/.test(name)),
    };
  };

  const start = async (instances = 1) => {
    for (let count = 0; count < instances; count += 1) await seams.startCoreApi();
  };

  it('its goods leave the warehouse once, however often the fact is delivered', async () => {
    const store = await openStore();
    await start(2);
    await store.reserve(3);
    await store.reserve(2);
    expect(await store.level()).toMatchObject({ onHand: 10, reserved: 5, available: 5 });
    const [sold, fence] = [store.sold(3), store.sold(2)];
    await seams.publish(sold, sold, sold);
    await seams.publish(sold, fence, sold);
    await eventually(async () => expect(await store.told()).toHaveLength(4));
    await seams.publish(sold);

    const fenced = await openStore();
    await fenced.reserve(1);
    await seams.publish(fenced.sold(1));
    await eventually(async () => expect(await fenced.level()).toMatchObject({ onHand: 9, reserved: 0 }));
    expect(await store.level()).toMatchObject({ onHand: 5, reserved: 0, available: 5 });
    const told = await store.told();
    expect(told.map(({ name }) => name)).toEqual([
      'inventory:movement:created',
      'inventory:stock:updated',
      'inventory:movement:created',
      'inventory:stock:updated',
    ]);
    const movements = told.map(({ payload }) => payload as MovementPayload).filter(({ lines }) => lines);
    const { productId, warehouseId } = store;
    const line = { productId, sku: 'MILK', name: 'Milk', batch: null };
    expect(
      movements.toSorted((a, b) => (b.lines[0]?.quantity ?? 0) - (a.lines[0]?.quantity ?? 0)),
    ).toMatchObject(
      [3, 2].map((quantity) => ({
        kind: 'issue',
        status: 'applied',
        warehouseId,
        lines: [{ ...line, quantity }],
        reference: { kind: 'sale' },
        createdBy: { displayName: 'Cashier' },
      })),
    );
  });

  it('tills hear of what runs short by it', async () => {
    const store = await openStore(8);
    await start();
    for (const quantity of [1, 1, 8]) {
      await store.reserve(quantity);
      const before = (await store.told()).length;
      await seams.publish(store.sold(quantity));
      await eventually(async () => expect((await store.told()).length).toBeGreaterThan(before));
    }
    const { productId, warehouseId } = store;
    const heard = (await store.told()).filter(({ name }) => name === 'pos:inventory:availability');
    expect(heard.map(({ payload }) => payload)).toEqual(
      [8, 0].map((available) => ({ productId, sku: 'MILK', warehouseId, available })),
    );
  });

  it('what cannot be carried out is set aside with its reason, and the rest flows', async () => {
    const [store, other] = [await openStore(), await openStore()];
    await start();
    await store.reserve(1);
    const good = store.sold(1);
    const poison = { ...store.sold(1), body: Buffer.from('{"not": "an envelope"') };
    const never = store.sold(4);
    const older = eventFact('pos:sale:completed', aSale(store.warehouseId, store.productId, 1), {
      version: 1,
      organizationId: store.organizationId,
    });
    const foreign = eventFact('pos:sale:completed', aSale(other.warehouseId, other.productId, 1), {
      version: 2,
      organizationId: store.organizationId,
    });
    await seams.publish(poison, older, foreign, good, never);
    await eventually(async () => expect(await store.level()).toMatchObject({ onHand: 9, reserved: 0 }));
    await eventually(async () =>
      expect(await seams.setAside(QUEUE)).toEqual({
        [poison.id]: 'not-json',
        [older.id]: 'wrong-version',
        [foreign.id]: 'rule-violated (inventory.warehouse-not-found)',
        [never.id]: 'rule-violated (inventory.not-reserved)',
      }),
    );
    expect(await other.level()).toMatchObject({ onHand: 10, version: 1 });
  });
});

function aSale(warehouseId: string, productId: string, quantity: number): SalePayload {
  const total = 100 * quantity;
  const line = { lineId: uuidv7(), productId, sku: 'MILK', name: 'Milk', quantity, unitPrice: 100 };
  return {
    saleId: uuidv7(),
    receiptNumber: 1,
    channel: 'till',
    posId: uuidv7(),
    cartId: uuidv7(),
    orderId: null,
    warehouseId,
    currency: 'EUR',
    lines: [{ ...line, discounts: [], total, taxRate: 900, tax: 0 }],
    discounts: [],
    payments: [],
    totals: { subtotal: total, discount: 0, total, tax: 0, paid: total, due: 0, change: 0 },
    soldBy: { userId: uuidv7(), displayName: 'Cashier' },
    completedAt: '2026-03-02T12:00:00.000Z',
  };
}
