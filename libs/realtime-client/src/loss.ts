import type { RealtimeClosing } from '@business-control/realtime-contracts';

/** Why a connection ended or did not come about, and what follows from it. */
export interface Loss {
  readonly code: string;
  /** `false`: trying again cannot help. */
  readonly reconnect: boolean;
  readonly retryAfterMs?: number;
}

/** Refusals of a token that a new token, or time, can cure. Every other `auth.` code is final. */
const curable = new Set([
  'auth.token-expired',
  'auth.token-not-yet-valid',
  'auth.keys-unavailable',
  'auth.rate-limited',
]);

/**
 * Reads the error of `connect_error`. A refusal by the gateway carries `data.code`, and may carry
 * `data.reconnect` and `data.retryAfterMs`; anything else is a gateway out of reach.
 */
export function lossOfConnectError(error: Error & { readonly data?: unknown }): Loss {
  const { code, reconnect, retryAfterMs } = recordOf(error.data);
  if (typeof code !== 'string') return { code: 'client.unreachable', reconnect: true };
  return {
    code,
    reconnect: typeof reconnect === 'boolean' ? reconnect : !code.startsWith('auth.') || curable.has(code),
    ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
  };
}

/** A connection that broke: by the gateway's announcement when there was one, else by surprise. */
export function lossOfDisconnect(announced: RealtimeClosing | undefined): Loss {
  if (!announced) return { code: 'client.unreachable', reconnect: true };
  const { code, reconnect, retryAfterMs } = announced;
  return { code, reconnect, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
