import { describe, expect, it } from 'vitest';
import { eventOf } from '../../test/chat-room.js';
import { afterProductEvent, type Product, searchProducts, stockLevel } from './product.js';

const product = (sku: string, name: string, available = 9): Product => ({
  productId: `id-${sku}`,
  sku,
  name,
  unitPrice: 100,
  currency: 'EUR',
  taxRate: 1_900,
  available,
  minimumStock: 5,
});

const products = [
  product('TEA-10', 'Green tea, 10 bags'),
  product('TEA-1', 'Green tea'),
  product('MUG', 'Tea mug'),
];
const found = (search: string) => searchProducts(products, search).map(({ sku }) => sku);

describe('searchProducts', () => {
  it('finds every word in name or SKU, in any order and case', () => {
    expect(found('TEA green')).toEqual(['TEA-10', 'TEA-1']);
    expect(found('mug')).toEqual(['MUG']);
    expect(found('coffee')).toEqual([]);
  });

  it('puts the exact SKU first, so that Enter takes what was scanned', () => {
    expect(found('tea-1')).toEqual(['TEA-1', 'TEA-10']);
  });

  it('shows everything, in the order of the shop, for an empty search', () => {
    expect(found('  ')).toEqual(['TEA-10', 'TEA-1', 'MUG']);
  });
});

describe('availability', () => {
  const availabilityAfter = (warehouseId: string) => {
    const told = { productId: 'id-MUG', sku: 'MUG', warehouseId: 'w', available: 2 };
    const event = eventOf('pos:inventory:availability', told);
    return afterProductEvent(warehouseId, { items: products }, event).items.map(({ available }) => available);
  };

  it('changes one product and no other', () => {
    expect(availabilityAfter('w')).toEqual([9, 9, 2]);
    expect(availabilityAfter('another warehouse')).toEqual([9, 9, 9]);
  });

  it('stays as it is when the price changes, and is told of what is new', () => {
    const { available: _, minimumStock: __, ...mug } = product('MUG', 'Tea mug');
    const told = { ...mug, inStock: true, archived: false };
    const after = (change: Partial<typeof told>) =>
      afterProductEvent(
        'w',
        { items: products },
        eventOf('inventory:product:updated', { ...told, ...change }),
      );
    expect(after({ unitPrice: 250 }).items).toContainEqual({
      ...product('MUG', 'Tea mug'),
      unitPrice: 250,
    });
    expect(after({ productId: 'id-NEW', name: 'Honey' }).items).toContainEqual({
      ...mug,
      productId: 'id-NEW',
      name: 'Honey',
      available: 0,
      minimumStock: 0,
    });
  });

  it('warns from the minimum of the product on', () => {
    expect([6, 5, 1, 0, -2].map((available) => stockLevel({ available, minimumStock: 5 }))).toEqual([
      'plenty',
      'low',
      'low',
      'none',
      'none',
    ]);
  });
});
