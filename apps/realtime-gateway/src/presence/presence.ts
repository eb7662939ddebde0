/** Injection token of the {@link Presence} that the settings name. */
export const PRESENCE = Symbol('PRESENCE');

/** Where somebody is connected: a device of a user; `null` for connections that named none. */
export interface PresentDevice {
  readonly userId: string;
  readonly deviceId: string | null;
}

/** What one gateway says about the devices of one organization. */
export interface PresenceUpdate {
  /** Devices that connected to this gateway; each gets a lease. */
  readonly hold: readonly PresentDevice[];
  /** All devices still connected to it, or none: their leases are renewed, or taken anew where they were lost. */
  readonly renew: readonly PresentDevice[];
  /** Devices no longer connected to it. */
  readonly release: readonly PresentDevice[];
}

/** Devices in one call: a call holds up everyone else at the store for as long as it takes. */
const MAX_DEVICES_PER_UPDATE = 1_000;

/** The calls in which an update is written. */
export function updatesOf({ hold, renew, release }: PresenceUpdate): PresenceUpdate[] {
  const longest = Math.max(hold.length, renew.length, release.length, 1);
  return Array.from({ length: Math.ceil(longest / MAX_DEVICES_PER_UPDATE) }, (_, call) => {
    const part = (devices: readonly PresentDevice[]) =>
      devices.slice(call * MAX_DEVICES_PER_UPDATE, (call + 1) * MAX_DEVICES_PER_UPDATE);
    return { hold: part(hold), renew: part(renew), release: part(release) };
  });
}

/** What became of an organization by an update: told to exactly one gateway, whose part it is to announce it. */
export interface PresenceChanges {
  readonly connected: readonly PresentDevice[];
  /** Also devices whose last lease has expired, whichever gateway had held it. */
  readonly disconnected: readonly PresentDevice[];
}

/** Devices that are present, those of one user after another. */
export interface PresencePage {
  readonly devices: readonly PresentDevice[];
  /** The last user of this page when there are more. */
  readonly next: string | null;
}

/**
 * Who is connected, over all gateways: a device is present while a gateway holds a lease for it. Leases expire, so the
 * devices of a gateway that was killed leave by themselves. Implementations: `RedisPresence`, `InMemoryPresence`; both
 * pass `describePresence`. Calls reject while the store is away; the next `renew` repairs whatever was lost.
 */
export interface Presence {
  update(organizationId: string, update: PresenceUpdate): Promise<PresenceChanges>;
  /** Whether any device of a user is present. */
  isPresent(organizationId: string, userId: string): Promise<boolean>;
  /** Users in a fixed order, from after `after`; about `limit` devices, never a user in part unless he has more than that. */
  list(
    organizationId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<PresencePage>;
}
