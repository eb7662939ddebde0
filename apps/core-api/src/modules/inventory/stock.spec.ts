import { describe, expect, it } from 'vitest';
import { aLevel, NOON, strict } from '../../../test/inventory-stock.js';
import {
  changeAll,
  changedLevels,
  releaseAll,
  reserveAll,
  stockEvents,
  stockOf,
  unitsPerProduct,
} from './stock.js';

const milk = aLevel({ warehouseId: 'w', productId: 'milk', sku: 'MILK', onHand: 6, minimum: 5, version: 3 });
const tea = aLevel({ warehouseId: 'w', productId: 'tea', sku: 'TEA', onHand: 90, minimum: 5, version: 8 });
const shelf = stockOf([milk, tea]);
const later = new Date(NOON.getTime() + 1_000);

describe('unitsPerProduct', () => {
  it('adds up the lines of a product', () => {
    const lines = [
      { productId: 'b', quantity: 2 },
      { productId: 'a', quantity: 1 },
      { productId: 'b', quantity: 3 },
    ];
    expect(unitsPerProduct(lines)).toEqual([
      { productId: 'b', quantity: 5 },
      { productId: 'a', quantity: 1 },
    ]);
  });
});

describe('reserveAll', () => {
  it('sets aside all units or none', () => {
    const units = [
      { productId: 'tea', quantity: 3 },
      { productId: 'milk', quantity: 4 },
      { productId: 'milk', quantity: 3 },
    ];
    expect(() => reserveAll(shelf, 'w', units, strict)).toThrow(
      expect.objectContaining({
        code: 'inventory.stock-insufficient',
        facts: { warehouseId: 'w', productId: 'milk', sku: 'MILK', available: 6, wanted: 7 },
      }),
    );
    expect([...shelf.values()].map(({ reserved }) => reserved)).toEqual([0, 0]);
  });

  it('is undone by releaseAll', () => {
    const units = [{ productId: 'milk', quantity: 4 }];
    const reserved = reserveAll(shelf, 'w', units, strict);
    expect(reserved.get('w/milk')).toMatchObject({ onHand: 6, reserved: 4 });
    expect(releaseAll(reserved, 'w', units)).toEqual(shelf);
  });
});

describe('what is told', () => {
  const change = (productId: string, quantity: number) => ({
    warehouseId: 'w',
    productId,
    batch: null,
    quantity,
  });

  it('is about the levels that changed, each one version on', () => {
    const after = changeAll(shelf, [change('tea', -1), change('tea', -1)], strict);
    const changed = changedLevels(shelf, after, 'm', later);
    expect(changed).toEqual([{ ...tea, onHand: 88, version: 9, movementId: 'm', updatedAt: later }]);
    expect(stockEvents(shelf, changed).map(({ name }) => name)).toEqual(['inventory:stock:updated']);
  });

  it('is of interest to tills at the minimum', () => {
    const after = changeAll(shelf, [change('milk', -1)], strict);
    expect(stockEvents(shelf, changedLevels(shelf, after, 'm', later))).toEqual([
      {
        name: 'inventory:stock:updated',
        payload: expect.objectContaining({ version: 4, onHand: 5, available: 5, movementId: 'm' }),
      },
      {
        name: 'pos:inventory:availability',
        payload: { productId: 'milk', sku: 'MILK', warehouseId: 'w', available: 5 },
      },
    ]);
  });
});
