import type { SystemMessagePayload } from '@business-control/realtime-contracts';
import type { StaffedShop } from './staffed-shop.js';

export interface Alerts {
  readonly items: readonly (SystemMessagePayload & { readonly severity: string })[];
  readonly next: string | null;
}

/** What was told in a shop, in order: the event that told of it, and the code of the rule. */
export async function toldIn(shop: StaffedShop): Promise<[event: string, code: string][]> {
  const events = (await shop.events()).filter(({ name }) => name.startsWith('system:'));
  return events.map(({ name, payload }) => [name, (payload as SystemMessagePayload).code]);
}
