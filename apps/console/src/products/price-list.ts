import type { RealtimeEvent } from '@business-control/realtime-client';
import type { PricedProductPayload } from '@business-control/realtime-contracts';

/** What is sold, by name. */
export interface PriceList<Product> {
  readonly items: readonly Product[];
}

/** The price list after an event; `entryOf` makes an entry of a product, of which `known` was the entry so far. */
export function afterPriceChange<Product extends Pick<PricedProductPayload, 'productId' | 'name'>>(
  list: PriceList<Product>,
  event: RealtimeEvent,
  entryOf: (product: PricedProductPayload, known: Product | undefined) => Product,
): PriceList<Product> {
  if (event.name !== 'inventory:product:updated') return list;
  const { productId, archived, name } = event.payload;
  const known = list.items.find((product) => product.productId === productId);
  if (archived) return { ...list, items: list.items.filter((product) => product !== known) };
  const entry = entryOf(event.payload, known);
  if (known?.name === name) {
    return { ...list, items: list.items.map((product) => (product === known ? entry : product)) };
  }
  const others = list.items.filter((product) => product !== known);
  return { ...list, items: [...others, entry].sort((a, b) => a.name.localeCompare(b.name)) };
}
