import type { PricedProductPayload } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { eventOf } from '../../test/chat-room.js';
import { mug, tea } from '../../test/shop.js';
import { afterPriceChange, type PriceList } from './price-list.js';

type Entry = Pick<PricedProductPayload, 'productId' | 'sku' | 'name' | 'unitPrice'> & {
  readonly units: number;
};

const entry = ({ productId, sku, name, unitPrice }: typeof tea): Entry => ({
  productId,
  sku,
  name,
  unitPrice,
  units: 3,
});
const list: PriceList<Entry> = { items: [entry(tea), entry(mug)] };
const after = (change: Partial<PricedProductPayload>) => {
  const { available: _, minimumStock: __, ...priced } = tea;
  const event = eventOf('inventory:product:updated', {
    ...priced,
    inStock: true,
    archived: false,
    ...change,
  });
  return afterPriceChange(list, event, ({ productId, sku, name, unitPrice }, known) => ({
    productId,
    sku,
    name,
    unitPrice,
    units: known?.units ?? 0,
  })).items;
};

describe('a price list', () => {
  it('shows another price in its place', () => {
    expect(after({ unitPrice: 475 })).toEqual([{ ...entry(tea), unitPrice: 475 }, entry(mug)]);
  });

  it('shows another name where it belongs', () => {
    expect(after({ name: 'Zen tea' }).map(({ name, units }) => [name, units])).toEqual([
      ['Stoneware mug', 3],
      ['Zen tea', 3],
    ]);
  });

  it('shows what is sold from now on, and no more what is not', () => {
    expect(after({ productId: 'p-new', name: 'Honey' }).map(({ name }) => name)).toEqual([
      'Green tea',
      'Honey',
      'Stoneware mug',
    ]);
    expect(after({ archived: true })).toEqual([entry(mug)]);
    expect(after({ productId: 'p-new', archived: true })).toEqual(list.items);
  });
});
