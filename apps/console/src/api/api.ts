import type { Snapshot } from '@business-control/realtime-client';
import type { Cursor } from '@business-control/realtime-contracts';
import { ApiError } from './api-error.js';
import { type HttpAnswer, type HttpRequest, sendJson } from './http.js';
import { newId } from './new-id.js';

/** Gives out access tokens; a refused one is not given out again. */
export interface TokenSource {
  accessToken(refused?: string): Promise<string>;
}

const ATTEMPTS = 3;
const PAUSE_MS = 400;

/** core-api, as the user who is signed in. Every method throws {@link ApiError}. */
export class Api {
  constructor(private readonly tokens: TokenSource) {}

  async get<Answer>(path: string): Promise<Answer> {
    return (await this.#send<Answer>({ method: 'GET', path })).body;
  }

  /** What core-api answers, and which events it holds already: for `useLiveQuery`. */
  async snapshot<Data>(path: string): Promise<Snapshot<Data>> {
    const { body, headers } = await this.#send<Data>({ method: 'GET', path });
    return { data: body, cursor: headers.get('x-realtime-cursor') as Cursor | null };
  }

  /**
   * Sends a command. When the network swallows it or its answer, it is sent again with the same idempotency key, so
   * it takes effect once however often it arrived.
   */
  async command<Answer>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<Answer> {
    const headers = { 'idempotency-key': newId() };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await this.#send<Answer>({ method, path, body, headers })).body;
      } catch (error) {
        const lost = error instanceof ApiError && error.code === 'network.unreachable';
        if (!lost || attempt === ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
      }
    }
  }

  async #send<Answer>(request: HttpRequest): Promise<HttpAnswer<Answer>> {
    const token = await this.tokens.accessToken();
    try {
      return await this.#sendWith<Answer>(token, request);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      return this.#sendWith<Answer>(await this.tokens.accessToken(token), request);
    }
  }

  #sendWith<Answer>(token: string, request: HttpRequest): Promise<HttpAnswer<Answer>> {
    const headers = { ...request.headers, authorization: `Bearer ${token}` };
    return sendJson<Answer>({ ...request, headers });
  }
}
