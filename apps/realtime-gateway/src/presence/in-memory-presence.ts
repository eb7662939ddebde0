import { deviceKeyOf, deviceOf } from './device-key.js';
import type { Presence, PresenceChanges, PresencePage, PresenceUpdate, PresentDevice } from './presence.js';
import { pageOf } from './presence-page.js';

/** When the leases of an organization expire: by device, then by gateway. */
type Leases = Map<string, Map<string, number>>;
/** The leases of every organization, shared by the presences that are to see each other. */
export type PresenceTable = Map<string, Leases>;

/** Presence within one process. */
export class InMemoryPresence implements Presence {
  constructor(
    private readonly options: { readonly gatewayId: string; readonly leaseMs: number },
    private readonly table: PresenceTable = new Map(),
  ) {}

  async update(organizationId: string, { hold, renew, release }: PresenceUpdate): Promise<PresenceChanges> {
    const { gatewayId, leaseMs } = this.options;
    const leases: Leases = this.table.get(organizationId) ?? new Map();
    const now = Date.now();
    const connected: PresentDevice[] = [];
    const disconnected: PresentDevice[] = [];
    for (const device of [...hold, ...renew]) {
      const key = deviceKeyOf(device);
      const holders = leases.get(key) ?? new Map<string, number>();
      if (holders.size === 0) connected.push(device);
      leases.set(key, holders.set(gatewayId, now + leaseMs));
    }
    const drop = (key: string, gateway: string) => {
      const holders = leases.get(key);
      if (!holders?.delete(gateway) || holders.size > 0) return;
      leases.delete(key);
      disconnected.push(deviceOf(key));
    };
    for (const device of release) drop(deviceKeyOf(device), gatewayId);
    for (const [key, holders] of leases) {
      for (const [gateway, expiry] of holders) if (expiry <= now) drop(key, gateway);
    }
    if (leases.size > 0) this.table.set(organizationId, leases);
    else this.table.delete(organizationId);
    return { connected, disconnected };
  }

  async isPresent(organizationId: string, userId: string): Promise<boolean> {
    const now = Date.now();
    return [...(this.table.get(organizationId) ?? [])].some(
      ([key, holders]) =>
        deviceOf(key).userId === userId && [...holders.values()].some((expiry) => expiry > now),
    );
  }

  async list(
    organizationId: string,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<PresencePage> {
    const now = Date.now();
    // `}` follows `|` in ASCII: past every device of that user.
    const from = after === null ? '' : `${encodeURIComponent(after)}}`;
    const present = [...(this.table.get(organizationId) ?? [])]
      .filter(([key, holders]) => key > from && [...holders.values()].some((expiry) => expiry > now))
      .map(([key]) => key);
    return pageOf(present.sort().map(deviceOf), limit);
  }
}
