import { afterEach, vi } from 'vitest';
import { InMemorySessions } from './in-memory-sessions.js';
import { describeSessionStore } from './session-store.features.js';

afterEach(() => void vi.useRealTimers());

describeSessionStore('InMemorySessions', {
  start: (ttlMs) => new InMemorySessions(ttlMs),
  pass: async (ms) => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms }),
});
