import { type BackoffOptions, backoffDelay } from './backoff.js';
import { call, type RealtimeSocket } from './calls.js';
import type { TokenSource } from './connection.js';
import { RealtimeError } from './realtime-error.js';

export interface TokenRefreshOptions {
  readonly token: TokenSource;
  readonly backoff: BackoffOptions;
  readonly ackTimeoutMs: number;
}

/**
 * Answers `auth:expiring` with a newer token, so that a connection does not end with the token it began with. It tries
 * until the gateway takes one or the connection is lost; what follows then is up to the next attempt to connect.
 */
export class TokenRefresh {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Tells a round that another has begun, or that there is nothing to refresh any more. */
  #round = 0;

  constructor(
    private readonly socket: RealtimeSocket,
    private readonly options: TokenRefreshOptions,
  ) {
    socket.on('auth:expiring', () => void this.#attempt(this.#begin(), 0, 'auth.token-expiring'));
    socket.on('disconnect', () => this.#begin());
  }

  #begin(): number {
    clearTimeout(this.#timer);
    this.#round += 1;
    return this.#round;
  }

  async #attempt(round: number, attempt: number, refusedWith: string): Promise<void> {
    const { ackTimeoutMs, backoff } = this.options;
    let refusal = refusedWith;
    try {
      const token = await this.options.token({ refusedWith });
      if (round !== this.#round) return;
      await call(this.socket, 'auth:refresh', ackTimeoutMs, (timed) =>
        timed.emitWithAck('auth:refresh', { token }),
      );
      return;
    } catch (error) {
      if (error instanceof RealtimeError && error.code.startsWith('auth.')) refusal = error.code;
    }
    if (round !== this.#round) return;
    this.#timer = setTimeout(
      () => void this.#attempt(round, attempt + 1, refusal),
      backoffDelay(attempt, backoff),
    );
  }
}
