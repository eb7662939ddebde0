import { DEVICE_HEADER } from '@business-control/realtime-contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import { GATEWAY_ENV } from '../tokens.js';
import { CoreApiRefused, CoreApiUnavailable, refusalIn } from './core-api-error.js';

/** An answer of core-api takes milliseconds; a connection that waits for one must not wait for long. */
const QUESTION_MS = 2_000;

/** What a user wants of core-api. */
export interface CoreApiCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Who wants it, and from which device. */
export interface CoreApiCaller {
  readonly token: string;
  readonly deviceId: string | null;
}

/** Asks core-api over HTTP, always as a user and with that user's own token. */
@Injectable()
export class CoreApiClient {
  readonly #origin: string | undefined;

  constructor(@Inject(GATEWAY_ENV) env: Pick<GatewayEnv, 'CORE_API_URL'>) {
    this.#origin = env.CORE_API_URL;
  }

  /** `false` without CORE_API_URL: then there is nobody to ask. */
  get reachable(): boolean {
    return this.#origin !== undefined;
  }

  /** What the gateway itself wants to know. The body of the answer, unchecked. Throws as {@link call} does. */
  get(path: string, token: string): Promise<unknown> {
    return this.#ask({ method: 'GET', path }, { token, deviceId: null }, QUESTION_MS);
  }

  /**
   * What a user asks for, within `patienceMs`. The body of the answer, unchecked; `null` for none. Throws {@link CoreApiUnavailable} and
   * {@link CoreApiRefused}; after the first nobody knows whether it was done.
   */
  call(call: CoreApiCall, caller: CoreApiCaller, patienceMs: number): Promise<unknown> {
    return this.#ask(call, caller, patienceMs);
  }

  async #ask(
    { method, path, body }: CoreApiCall,
    { token, deviceId }: CoreApiCaller,
    timeoutMs: number,
  ): Promise<unknown> {
    let response: Response;
    let answer: unknown;
    try {
      response = await fetch(new URL(path, this.#origin), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          // The token may not know it, and what the user does is kept with it.
          ...(deviceId !== null && { [DEVICE_HEADER]: encodeURIComponent(deviceId) }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      answer = await bodyOf(response);
    } catch (cause) {
      throw new CoreApiUnavailable(`core-api did not answer ${method} ${path}`, { cause });
    }
    if (response.ok) return answer;
    const refusal = refusalIn(answer, response.headers.get('retry-after'));
    throw new CoreApiRefused(
      `core-api answered ${method} ${path} with ${response.status}`,
      response.status,
      refusal,
    );
  }
}

/** A refusal need not be JSON: something between here and there may have said it. */
async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  return response.ok ? JSON.parse(text) : parsed(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
