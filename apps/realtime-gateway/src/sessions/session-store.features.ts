import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SessionKey, SessionStore } from './session-store.js';

export interface SessionStoreFactory {
  readonly start: (ttlMs: number) => SessionStore;
  /** Lets time pass for what is kept of these keys. */
  readonly pass: (ms: number, keys: readonly SessionKey[]) => Promise<void>;
}

/** What every `SessionStore` must do. */
export function describeSessionStore(name: string, { start, pass }: SessionStoreFactory): void {
  const someone = (): SessionKey => ({ organizationId: 'acme', userId: randomUUID(), deviceId: 'till-1' });

  describe(name, () => {
    it('remembers what was saved last', async () => {
      const store = start(60_000);
      const key = someone();
      expect(await store.load(key)).toEqual([]);
      await store.save(key, ['branch:b1']);
      await store.save(key, ['branch:b2', 'order:ü|%']);
      expect(await store.load(key)).toEqual(['branch:b2', 'order:ü|%']);
      await store.save(key, []);
      expect(await store.load(key)).toEqual([]);
    });

    it('gives nobody the rooms of another organization, user or device', async () => {
      const store = start(60_000);
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
      const store = start(600_000);
      const [left, kept, unknown] = [someone(), someone(), someone()];
      await store.save(kept, ['branch:b2']);
      await store.save(left, ['branch:b1']);
      await pass(400_000, [left, kept]);
      expect(await store.load(left)).toEqual(['branch:b1']);
      expect(await store.touch([kept, unknown])).toEqual([unknown]);
      await pass(400_000, [left, kept]);
      expect(await store.load(left)).toEqual([]);
      expect(await store.load(kept)).toEqual(['branch:b2']);
      expect(await store.touch([left, kept])).toEqual([left]);
    });
  });
}
