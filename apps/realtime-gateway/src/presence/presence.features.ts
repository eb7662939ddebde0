import { randomUUID } from 'node:crypto';
import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import type { Presence, PresenceChanges, PresenceUpdate, PresentDevice } from './presence.js';

export interface PresenceFactory {
  /** The presence as one gateway sees it; two gateways of one `world` see each other. */
  gateway(world: string, gatewayId: string, leaseMs: number): Presence;
}

const till: PresentDevice = { userId: 'ada', deviceId: 'till-1' };
const phone: PresentDevice = { userId: 'ada', deviceId: null };
const nobody: PresenceUpdate = { hold: [], renew: [], release: [] };
const none = { connected: [], disconnected: [] };

/** Runs out in no test. */
const LONG_MS = 600_000;
/** Has run out by the time somebody looks. */
const SHORT_MS = 250;

/** What every `Presence` must do. */
export function describePresence(name: string, factory: PresenceFactory): void {
  /** Two gateways; the first can be one that falls silent at once. */
  const world = (leaseMsOfFirst = LONG_MS) => {
    const id = randomUUID();
    const [first, second] = [factory.gateway(id, 'g1', leaseMsOfFirst), factory.gateway(id, 'g2', LONG_MS)];
    return { first, second, organization: `acme-${id}`, other: `globex-${id}` };
  };
  /** One call right behind the other: a lease of the first cannot run out before the second is there. */
  const together = (...calls: Promise<PresenceChanges>[]) => Promise.all(calls);
  const all = (presence: Presence, organization: string) =>
    presence.list(organization, { after: null, limit: 100 }).then(({ devices }) => devices);

  describe(name, () => {
    it('tells the first gateway that a device connected, and the last that it left', async () => {
      const { first, second, organization } = world();
      const held = { ...nobody, hold: [till] };
      expect(await first.update(organization, held)).toEqual({ connected: [till], disconnected: [] });
      expect(await second.update(organization, held)).toEqual(none);
      const left = { ...nobody, release: [till] };
      expect(await first.update(organization, left)).toEqual(none);
      expect(await all(first, organization)).toEqual([till]);
      expect(await second.update(organization, left)).toEqual({ connected: [], disconnected: [till] });
      expect(await second.update(organization, left)).toEqual(none);
      expect(await all(first, organization)).toEqual([]);
    });

    it('tells devices of one user apart, also the one without a name', async () => {
      const { first, organization } = world();
      await first.update(organization, { ...nobody, hold: [till, phone] });
      const changes = await first.update(organization, { ...nobody, release: [phone] });
      expect(changes).toEqual({ connected: [], disconnected: [phone] });
      expect(await all(first, organization)).toEqual([till]);
    });

    it('keeps organizations apart', async () => {
      const { first, organization, other } = world();
      await first.update(organization, { ...nobody, hold: [till] });
      expect(await all(first, other)).toEqual([]);
      expect(await first.update(other, { ...nobody, release: [till] })).toEqual(none);
      expect(await all(first, organization)).toEqual([till]);
    });

    it('knows whether a user is present on any device, through any gateway', async () => {
      const { first, second, organization, other } = world();
      await first.update(organization, { ...nobody, hold: [till] });
      expect(await second.isPresent(organization, 'ada')).toBe(true);
      expect(await second.isPresent(other, 'ada')).toBe(false);
      for (const userId of ['ad', 'adaa', 'aca', 'till-1', 'ada|', 'zoe']) {
        expect(await second.isPresent(organization, userId)).toBe(false);
      }
    });

    it('knows that nobody is present any more whose lease has run out', async () => {
      const { first, second, organization } = world(SHORT_MS);
      const kept = { userId: 'bob', deviceId: 'till-2' };
      const [held] = await together(
        first.update(organization, { ...nobody, hold: [till] }),
        second.update(organization, { ...nobody, hold: [kept] }),
      );
      expect(held).toEqual({ connected: [till], disconnected: [] });
      await eventually(async () => expect(await first.isPresent(organization, 'ada')).toBe(false));
      expect(await all(first, organization)).toEqual([kept]);
    });

    it('takes no id for another, whatever it contains', async () => {
      const { first, organization } = world();
      const devices = [
        { userId: 'a|b', deviceId: 'c' },
        { userId: 'a', deviceId: 'b|c' },
        { userId: 'a', deviceId: null },
        { userId: 'a}', deviceId: '%' },
        { userId: 'ü~', deviceId: 'x' },
      ];
      await first.update(organization, { ...nobody, hold: devices });
      expect(new Set(await all(first, organization))).toEqual(new Set(devices));
      const { disconnected } = await first.update(organization, { ...nobody, release: devices });
      expect(new Set(disconnected)).toEqual(new Set(devices));
    });

    it('lets the devices of a gateway that fell silent go, told to one other gateway', async () => {
      const { first, second, organization } = world(SHORT_MS);
      const kept = { userId: 'bob', deviceId: 'till-2' };
      await together(
        first.update(organization, { ...nobody, hold: [till, phone] }),
        second.update(organization, { ...nobody, hold: [kept] }),
      );
      await eventually(async () => expect(await all(second, organization)).not.toContainEqual(till));
      const told: PresentDevice[] = [];
      await eventually(async () => {
        const { disconnected } = await second.update(organization, { ...nobody, renew: [kept] });
        told.push(...disconnected);
        expect(told.length).toBe(2);
      });
      expect(new Set(told)).toEqual(new Set([till, phone]));
      expect(await all(second, organization)).toEqual([kept]);
    });

    it('hands a device over without a word when it comes back elsewhere in time', async () => {
      const { first, second, organization } = world(SHORT_MS);
      // The phone stays away: when it has left, so have all leases of the first gateway.
      const [, taken] = await together(
        first.update(organization, { ...nobody, hold: [till, phone] }),
        second.update(organization, { ...nobody, hold: [till] }),
      );
      expect(taken).toEqual(none);
      const changes = await eventually(async () => {
        const changed = await second.update(organization, { ...nobody, renew: [till] });
        expect(changed).not.toEqual(none);
        return changed;
      });
      expect(changes).toEqual({ connected: [], disconnected: [phone] });
      expect(await all(second, organization)).toEqual([till]);
    });

    it('tells again that a device connected whose lease had been lost', async () => {
      const { first, second, organization } = world(SHORT_MS);
      const watcher = { userId: 'bob', deviceId: null };
      await together(
        first.update(organization, { ...nobody, hold: [till] }),
        second.update(organization, { ...nobody, hold: [watcher] }),
      );
      await eventually(async () => {
        const { disconnected } = await second.update(organization, { ...nobody, renew: [watcher] });
        expect(disconnected).toEqual([till]);
      });
      const { connected } = await first.update(organization, { ...nobody, renew: [till] });
      expect(connected).toEqual([till]);
    });

    it('lists a page after another, every user whole and once', async () => {
      const { first, second, organization } = world();
      const devices = Array.from({ length: 30 }, (_, n) => [
        { userId: `user-${n}`, deviceId: 'a' },
        { userId: `user-${n}`, deviceId: 'b' },
      ]).flat();
      await first.update(organization, { ...nobody, hold: devices });
      await second.update(organization, { ...nobody, hold: devices.slice(0, 40) });
      const seen: PresentDevice[] = [];
      let after: string | null = null;
      let pages = 0;
      do {
        const page = await first.list(organization, { after, limit: 7 });
        expect(page.devices.length).toBeLessThanOrEqual(7);
        seen.push(...page.devices);
        after = page.next;
        pages += 1;
      } while (after !== null);
      expect(pages).toBe(10);
      expect(seen.length).toBe(60);
      expect(new Set(seen)).toEqual(new Set(devices));
    });
  });
}
