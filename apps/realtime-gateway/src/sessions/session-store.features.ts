import { randomUUID } from 'node:crypto';
import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import type { SessionKey, SessionStore } from './session-store.js';

/** What every `SessionStore` must do. Two stores of one `world` see each other. */
export function describeSessionStore(
  name: string,
  start: (ttlMs: number, world: string) => SessionStore,
): void {
  const someone = (): SessionKey => ({ organizationId: 'acme', userId: randomUUID(), deviceId: 'till-1' });

  describe(name, () => {
    it('remembers what was saved last', async () => {
      const store = start(60_000, randomUUID());
      const key = someone();
      expect(await store.load(key)).toEqual([]);
      await store.save(key, ['branch:b1']);
      await store.save(key, ['branch:b2', 'order:ü|%']);
      expect(await store.load(key)).toEqual(['branch:b2', 'order:ü|%']);
      await store.save(key, []);
      expect(await store.load(key)).toEqual([]);
    });

    it('gives nobody the rooms of another organization, user or device', async () => {
      const store = start(60_000, randomUUID());
      const key = someone();
      await store.save(key, ['branch:b1']);
      for (const other of [
        { ...key, organizationId: 'globex' },
        { ...key, userId: 'u' },
        { ...key, deviceId: 'till' },
        { organizationId: `acme|${key.userId}`, userId: 'till-1', deviceId: '' },
      ]) {
        expect(await store.load(other)).toEqual([]);
      }
    });

    it('forgets after its time, unless touched', async () => {
      const world = randomUUID();
      const [brief, long] = [start(250, world), start(600_000, world)];
      const [left, kept, unknown] = [someone(), someone(), someone()];
      // One right behind the other: no time can run out in between.
      const [, , missing] = await Promise.all([
        brief.save(kept, ['branch:b2']),
        brief.save(left, ['branch:b1']),
        long.touch([kept, unknown]),
      ]);
      expect(missing).toEqual([unknown]);
      await eventually(async () => expect(await brief.load(left)).toEqual([]));
      expect(await brief.load(kept)).toEqual(['branch:b2']);
      expect(await long.touch([left, kept])).toEqual([left]);
    });
  });
}
