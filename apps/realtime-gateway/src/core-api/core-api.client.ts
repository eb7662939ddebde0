import { Inject, Injectable } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import { GATEWAY_ENV } from '../tokens.js';

/** An answer of core-api takes milliseconds; a connection that waits for one must not wait for long. */
const TIMEOUT_MS = 2_000;

/** core-api did not answer, or not with what was asked for. */
export class CoreApiUnavailable extends Error {
  override readonly name = 'CoreApiUnavailable';

  /** `status` is that of its answer; `undefined` when there was none. */
  constructor(
    message: string,
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
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

  /** The body of an answer, unchecked. Throws {@link CoreApiUnavailable}. */
  async get(path: string, token: string): Promise<unknown> {
    let status: number;
    try {
      const response = await fetch(new URL(path, this.#origin), {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return await response.json();
      status = response.status;
      await response.body?.cancel();
    } catch (cause) {
      throw new CoreApiUnavailable(`core-api did not answer ${path}`, undefined, { cause });
    }
    throw new CoreApiUnavailable(`core-api answered ${path} with ${status}`, status);
  }
}
