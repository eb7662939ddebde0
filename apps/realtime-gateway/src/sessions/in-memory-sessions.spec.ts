import { InMemorySessions, type SessionTable } from './in-memory-sessions.js';
import { describeSessionStore } from './session-store.features.js';

const worlds = new Map<string, SessionTable>();

describeSessionStore('InMemorySessions', (ttlMs, world) => {
  const table: SessionTable = worlds.get(world) ?? new Map();
  worlds.set(world, table);
  return new InMemorySessions(ttlMs, table);
});
