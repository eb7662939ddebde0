import { type SessionKey, type SessionStore, sessionNameOf } from './session-store.js';

interface Session {
  readonly rooms: readonly string[];
  readonly expiresAt: number;
}

/** Sessions of one process; gone with it. */
export class InMemorySessions implements SessionStore {
  /** Whatever is saved or renewed is moved to the end: those that expire first come first. */
  readonly #sessions = new Map<string, Session>();

  constructor(private readonly ttlMs: number) {}

  async load(key: SessionKey): Promise<readonly string[]> {
    this.#expire();
    return this.#sessions.get(sessionNameOf(key))?.rooms ?? [];
  }

  async save(key: SessionKey, rooms: readonly string[]): Promise<void> {
    this.#put(sessionNameOf(key), rooms);
  }

  async touch(keys: readonly SessionKey[]): Promise<readonly SessionKey[]> {
    this.#expire();
    return keys.filter((key) => {
      const name = sessionNameOf(key);
      const session = this.#sessions.get(name);
      if (session) this.#put(name, session.rooms);
      return !session;
    });
  }

  #put(name: string, rooms: readonly string[]): void {
    this.#sessions.delete(name);
    if (rooms.length > 0) this.#sessions.set(name, { rooms, expiresAt: Date.now() + this.ttlMs });
  }

  #expire(): void {
    const now = Date.now();
    for (const [name, { expiresAt }] of this.#sessions) {
      if (expiresAt > now) return;
      this.#sessions.delete(name);
    }
  }
}
