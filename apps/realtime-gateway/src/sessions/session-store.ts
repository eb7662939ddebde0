/** Injection token of the {@link SessionStore} that the settings name. */
export const SESSION_STORE = Symbol('SESSION_STORE');

/** Whose session: no part of it may differ for it to be found again. */
export interface SessionKey {
  readonly organizationId: string;
  readonly userId: string;
  readonly deviceId: string;
}

/**
 * Remembers for some time, by public name, the rooms a device was in. What it returns is a wish, not a right: rooms are decided
 * anew. Implementations: `RedisSessions`, `InMemorySessions`; both pass `describeSessionStore`. Calls reject while the store is away.
 */
export interface SessionStore {
  /** `[]` when nothing is remembered. */
  load(key: SessionKey): Promise<readonly string[]>;
  /** Replaces what is remembered; `[]` forgets it. */
  save(key: SessionKey, rooms: readonly string[]): Promise<void>;
  /** Starts the time anew for each; returns those of which nothing is remembered. */
  touch(keys: readonly SessionKey[]): Promise<readonly SessionKey[]>;
}

/** One text for each key; ids are percent-encoded, so no id can forge the separator. */
export function sessionNameOf({ organizationId, userId, deviceId }: SessionKey): string {
  return [organizationId, userId, deviceId].map(encodeURIComponent).join('|');
}
