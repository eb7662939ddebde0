import { InMemorySessions } from './in-memory-sessions.js';
import { describeSessionStore } from './session-store.features.js';

describeSessionStore('InMemorySessions', (ttlMs) => new InMemorySessions(ttlMs));
