import type { Shop } from './pos-api.js';

/** What one module told of a shop, in order; what others make of it is their affair. */
export async function eventsOf(shop: Pick<Shop, 'events'>, module: 'customer' | 'inventory') {
  return (await shop.events()).filter(({ name }) => name.startsWith(`${module}:`));
}
