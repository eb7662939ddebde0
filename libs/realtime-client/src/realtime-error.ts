import type { RealtimeError as WireError } from '@business-control/realtime-contracts';

/**
 * Codes the client itself makes; every other code comes from the gateway.
 * - `client.timeout`: no answer within the time allowed;
 * - `client.disconnected`: the connection was lost before the answer came;
 * - `client.closed`: the client was closed, by `close()` or for good by the gateway;
 * - `client.unreachable`: the gateway could not be reached or the connection broke;
 * - `client.token-unavailable`: the token function threw, or took too long.
 */
export type ClientErrorCode =
  | 'client.timeout'
  | 'client.disconnected'
  | 'client.closed'
  | 'client.unreachable'
  | 'client.token-unavailable';

/** A call that failed. Branch on `code`; `message` is for people who read logs. */
export class RealtimeError extends Error implements WireError {
  override readonly name = 'RealtimeError';
  readonly code: string;
  /** When given, the same call may succeed after this many milliseconds. */
  readonly retryAfterMs?: number;

  constructor({ code, message, retryAfterMs }: WireError, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }
}

/** A failure the client itself names. */
export function clientError(code: ClientErrorCode, message: string, cause?: unknown): RealtimeError {
  return new RealtimeError({ code, message }, cause === undefined ? undefined : { cause });
}
