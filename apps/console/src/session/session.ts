import { ApiError } from '../api/api-error.js';
import { sendJson } from '../api/http.js';
import { deviceId } from './device-id.js';
import { deviceToken, keepDeviceToken } from './device-token.js';
import { SessionStorage, type StoredSession } from './session-storage.js';
import type { LogIn, SignedInUser, SignIn } from './signed-in-user.js';

export interface Credentials {
  readonly organization: string;
  readonly email: string;
  readonly password: string;
  /** Signed in for the whole browser until signed out, not only for this window. */
  readonly stay: boolean;
}

/** A token is renewed this long before it expires, so that none expires on its way to the server. */
const MARGIN_MS = 30_000;

/** Who is signed in. Access tokens live in memory alone; the refresh token survives a reload. */
export class Session {
  #access: { readonly token: string; readonly goodUntil: number } | null = null;
  #refreshing: Promise<string> | null = null;
  #user: SignedInUser | null;
  #ended = false;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly storage = new SessionStorage()) {
    this.#user = storage.read()?.user ?? null;
    storage.onChange(() => this.#adopt(storage.read()));
  }

  readonly user = (): SignedInUser | null => this.#user;

  /** Whether nobody is signed in because the server ended the session, and not whoever was. */
  readonly ended = (): boolean => this.#ended;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Throws {@link ApiError}. */
  async signIn({ stay, ...credentials }: Credentials): Promise<void> {
    const body = { ...credentials, deviceId: deviceId(), deviceToken: deviceToken() };
    const { body: answer } = await sendJson<LogIn>({ method: 'POST', path: '/auth/login', body });
    keepDeviceToken(answer.deviceToken);
    this.storage.clear();
    this.storage.write({ refreshToken: answer.refreshToken, user: answer.user }, stay);
    this.#keep(answer);
    this.#setUser(answer.user);
  }

  /** Signs out here in any case; the server ends the session when it can be reached. */
  async signOut(): Promise<void> {
    const token = await this.accessToken().catch(() => null);
    this.#forget();
    if (token === null) return;
    const headers = { authorization: `Bearer ${token}` };
    await sendJson({ method: 'POST', path: '/auth/logout', headers }).catch(() => undefined);
  }

  /** The server said that the session is over. */
  end(): void {
    this.#ended = true;
    this.#forget();
  }

  /**
   * A token to send now. `refused` is the one the server did not take: it is not given out again. Throws
   * {@link ApiError}; when the server ended the session, nobody is signed in afterwards.
   */
  async accessToken(refused?: string): Promise<string> {
    const access = this.#access;
    if (access && access.token !== refused && Date.now() < access.goodUntil) return access.token;
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refresh(): Promise<string> {
    return exclusive(async () => {
      // Read inside the lock: another window may have exchanged the refresh token meanwhile.
      const stored = this.storage.read();
      if (!stored) {
        this.#forget();
        throw new ApiError('auth.signed-out', 'You are signed out.', 401);
      }
      try {
        const body = { refreshToken: stored.refreshToken };
        const { body: answer } = await sendJson<SignIn>({ method: 'POST', path: '/auth/refresh', body });
        this.storage.update({ refreshToken: answer.refreshToken, user: answer.user });
        this.#learn(answer.user);
        return this.#keep(answer);
      } catch (error) {
        if (error instanceof ApiError && (error.status === 401 || error.status === 403)) this.end();
        throw error;
      }
    });
  }

  #keep({ accessToken, expiresIn }: SignIn): string {
    this.#access = { token: accessToken, goodUntil: Date.now() + expiresIn * 1_000 - MARGIN_MS };
    return accessToken;
  }

  /** With a new token come the roles of now. */
  #learn(user: SignedInUser): void {
    if (this.#user && JSON.stringify(user) !== JSON.stringify(this.#user)) this.#setUser(user);
  }

  #forget(): void {
    this.#access = null;
    this.storage.clear();
    this.#setUser(null);
  }

  /** Another window changed who is signed in. */
  #adopt(stored: StoredSession | null): void {
    if (stored?.user.userId === this.#user?.userId) return;
    this.#access = null;
    this.#setUser(stored?.user ?? null);
  }

  #setUser(user: SignedInUser | null): void {
    this.#user = user;
    if (user) this.#ended = false;
    for (const listener of this.#listeners) listener();
  }
}

/** One window at a time exchanges the refresh token. Browsers offer locks to secure pages alone; elsewhere each window is on its own. */
function exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
  return navigator.locks ? navigator.locks.request('business-control.session', work) : work();
}
