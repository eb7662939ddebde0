import type { TokenSource } from '../api/api.js';
import { ApiError } from '../api/api-error.js';
import { sendJson } from '../api/http.js';
import { type StoredVisit, VisitStorage } from './visit-storage.js';

/** The answer of `POST /visitors/sessions` and `…/renew`. */
interface VisitAnswer {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly visitorId: string;
  readonly ticketId: string;
}

export interface VisitorWords {
  readonly displayName: string;
  readonly subject: string | null;
}

/** Early enough that somebody who is offline for a while is still welcome. */
const RENEWED_AT = 2 / 3;
const LOOKED_AT_EVERY_MS = 20_000;

/** Somebody without an account at one organization. Its tokens open one help conversation, and nothing else. */
export class Visit implements TokenSource {
  #renewing: Promise<string> | null = null;
  #ended = false;
  readonly #listeners = new Set<() => void>();

  private constructor(
    private stored: StoredVisit,
    private readonly storage: VisitStorage,
  ) {}

  /** The visit that this window was in before it was reloaded; `null` for none. */
  static resume(organization: string): Visit | null {
    const storage = new VisitStorage(organization);
    const stored = storage.read(Date.now());
    return stored && new Visit(stored, storage);
  }

  /** Throws {@link ApiError}. */
  static async begin(organization: string, { displayName, subject }: VisitorWords): Promise<Visit> {
    const storage = new VisitStorage(organization);
    const body = { organization, ...(displayName !== '' && { displayName }), subject };
    const { body: answer } = await sendJson<VisitAnswer>({
      method: 'POST',
      path: '/visitors/sessions',
      body,
    });
    const visit = new Visit(storedOf(answer), storage);
    storage.write(visit.stored);
    return visit;
  }

  get visitorId(): string {
    return this.stored.visitorId;
  }

  get ticketId(): string {
    return this.stored.ticketId;
  }

  readonly hasEnded = (): boolean => this.#ended;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A token to send now; `refused` is not given out again. Throws {@link ApiError}. */
  async accessToken(refused?: string): Promise<string> {
    const { token, renewAt } = this.stored;
    if (token !== refused && Date.now() < renewAt) return token;
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /** Renews the token in time although nobody asks for one, until what it returns is called. */
  keepRenewed(): () => void {
    const timer = setInterval(() => void this.accessToken().catch(() => undefined), LOOKED_AT_EVERY_MS);
    return () => clearInterval(timer);
  }

  /** The conversation is closed, and the token opens nothing any more. Throws {@link ApiError}. */
  async leave(): Promise<void> {
    const headers = { authorization: `Bearer ${await this.accessToken()}` };
    await sendJson({ method: 'POST', path: '/visitors/sessions/leave', headers });
    this.end();
  }

  /** It is over, whoever ended it. */
  end(): void {
    this.storage.clear();
    this.#ended = true;
    for (const listener of this.#listeners) listener();
  }

  async #renew(): Promise<string> {
    const headers = { authorization: `Bearer ${this.stored.token}` };
    try {
      const path = '/visitors/sessions/renew';
      const { body: answer } = await sendJson<VisitAnswer>({ method: 'POST', path, headers });
      this.stored = storedOf(answer);
      if (!this.#ended) this.storage.write(this.stored);
      return answer.token;
    } catch (error) {
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) this.end();
      throw error;
    }
  }
}

function storedOf({ expiresIn, ...answer }: VisitAnswer): StoredVisit {
  const now = Date.now();
  const lifeMs = expiresIn * 1_000;
  return { ...answer, renewAt: now + lifeMs * RENEWED_AT, expiresAt: now + lifeMs };
}
