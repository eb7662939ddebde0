import { describe, expect, it } from 'vitest';
import { keptProduct, levelOf } from '../../test/warehouse.js';
import { countables } from './countables.js';

const count = {
  productId: 'p-tea',
  sku: 'TEA-1',
  name: 'Tea',
  expected: 12,
  counted: 11,
  countedBy: { userId: 'u', displayName: 'Other Cashier' },
  countedAt: '2026-01-05T09:00:00.000Z',
};
const shelf = {
  products: ['tea', 'mug', 'lamp'].map(keptProduct),
  levels: [levelOf('tea', 12, { version: 4 }), levelOf('mug', 2)],
  counts: [count],
};

describe('what can be counted', () => {
  it('is what lies in the warehouse, with what was found of it', () => {
    expect(
      countables(shelf, '').map(({ name, stockVersion, count }) => [name, stockVersion, count?.counted]),
    ).toEqual([
      ['Mug', 1, undefined],
      ['Tea', 4, 11],
    ]);
  });

  it('is anything that somebody searches for', () => {
    expect(countables(shelf, 'lamp')).toMatchObject([{ name: 'Lamp', stockVersion: 0, count: undefined }]);
    expect(countables(shelf, 'sofa')).toEqual([]);
  });

  it('is what was counted, although it is not kept any more', () => {
    expect(countables({ ...shelf, products: [], levels: [] }, '')).toMatchObject([{ name: 'Tea' }]);
  });
});
