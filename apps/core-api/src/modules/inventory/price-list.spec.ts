import { describe, expect, it } from 'vitest';
import { priceListEvents } from './price-list.js';
import type { KeptProduct } from './product.repository.js';

const tea: KeptProduct = {
  productId: '01900000-0000-7000-8000-000000000001',
  sku: 'TEA',
  name: 'Green tea',
  unitPrice: 450,
  taxRate: 900,
  unitCost: 200,
  minimumStock: 5,
  archivedAt: null,
};
const archivedAt = new Date('2026-01-05T10:00:00.000Z');
const told = (before: KeptProduct | null, after: KeptProduct) =>
  priceListEvents(before, after, { currency: 'EUR', inStock: true }).map(({ payload }) => payload);

describe('the price list', () => {
  it.each([
    ['another name', { name: 'Sencha' }],
    ['another price', { unitPrice: 475 }],
    ['another tax rate', { taxRate: 2_100 }],
  ])('tells of %s', (_, change) => {
    expect(told(tea, { ...tea, ...change })).toMatchObject([{ productId: tea.productId, ...change }]);
  });

  it('tells of what is new, what is not sold any more, and what is sold again', () => {
    expect(told(null, tea)).toMatchObject([{ sku: 'TEA', archived: false }]);
    expect(told(tea, { ...tea, archivedAt })).toMatchObject([{ sku: 'TEA', archived: true }]);
    expect(told({ ...tea, archivedAt }, tea)).toMatchObject([{ sku: 'TEA', archived: false }]);
  });

  it('says nothing of cost and minimum', () => {
    expect(told(tea, tea)).toEqual([]);
    expect(told(tea, { ...tea, unitCost: 1, minimumStock: 1 })).toEqual([]);
    expect(Object.keys(told(null, tea)[0] ?? {})).not.toContain('unitCost');
  });
});
