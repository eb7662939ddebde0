import type { ConnectRefusal, RealtimeClosing } from '@business-control/realtime-contracts';

/** Why a connection ended or did not come about, and what follows from it. */
export interface Loss {
  readonly code: string;
  /** `false`: trying again cannot help. */
  readonly reconnect: boolean;
  readonly retryAfterMs?: number;
}

/**
 * Reads the error of `connect_error`: a refusal by the gateway says in its `data` whether another attempt can help,
 * anything else is a gateway out of reach.
 */
export function lossOfConnectError(error: Error & { readonly data?: unknown }): Loss {
  return isRefusal(error.data) ? lossOf(error.data) : outOfReach;
}

/** A connection that broke: by the gateway's announcement when there was one, else by surprise. */
export function lossOfDisconnect(announced: RealtimeClosing | undefined): Loss {
  return announced ? lossOf(announced) : outOfReach;
}

const outOfReach: Loss = { code: 'client.unreachable', reconnect: true };

function lossOf({ code, reconnect, retryAfterMs }: Loss): Loss {
  return { code, reconnect, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

function isRefusal(data: unknown): data is ConnectRefusal {
  return typeof data === 'object' && data !== null && 'code' in data && 'reconnect' in data;
}
