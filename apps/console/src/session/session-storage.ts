import type { SignedInUser } from './signed-in-user.js';

/** What outlives a reload: the access token does not. */
export interface StoredSession {
  readonly refreshToken: string;
  readonly user: SignedInUser;
}

const KEY = 'business-control.session';

/** Keeps a session in this window, or in the whole browser when the user asked to stay signed in. */
export class SessionStorage {
  constructor(
    private readonly window: Storage = sessionStorage,
    private readonly browser: Storage = localStorage,
  ) {}

  read(): StoredSession | null {
    const text = this.window.getItem(KEY) ?? this.browser.getItem(KEY);
    return text === null ? null : (JSON.parse(text) as StoredSession);
  }

  /** Replaces the session where it is kept. */
  update(session: StoredSession): void {
    this.write(session, this.window.getItem(KEY) === null);
  }

  write(session: StoredSession, stay: boolean): void {
    (stay ? this.browser : this.window).setItem(KEY, JSON.stringify(session));
  }

  clear(): void {
    if (this.window.getItem(KEY) === null) this.browser.removeItem(KEY);
    this.window.removeItem(KEY);
  }

  /** Calls back when another window signed in or out; a session of this window alone does not care. */
  onChange(listener: () => void): void {
    window.addEventListener('storage', (event) => {
      if (event.key === KEY && this.window.getItem(KEY) === null) listener();
    });
  }
}
