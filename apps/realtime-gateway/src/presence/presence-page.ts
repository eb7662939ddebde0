import type { PresencePage, PresentDevice } from './presence.js';

/**
 * Makes a page of devices in order, of which there may be more than `limit`: the user the limit falls on is left to the next
 * page, unless he fills this one.
 */
export function pageOf(ordered: readonly PresentDevice[], limit: number): PresencePage {
  if (ordered.length <= limit) return { devices: ordered, next: null };
  const cut = ordered[limit]?.userId;
  const whole = ordered.slice(0, limit).filter(({ userId }) => userId !== cut);
  const devices = whole.length > 0 ? whole : ordered.slice(0, limit);
  return { devices, next: devices.at(-1)?.userId ?? null };
}
