export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'closed';

/** What a screen shows of the connection. A new object for every change, so `===` tells. */
export interface ConnectionStatus {
  /** `connecting` until the first `realtime:ready`, `reconnecting` after a loss, `closed` for good. */
  readonly state: ConnectionState;
  /** Why the connection was lost last; `null` while connected and after a plain `close()`. */
  readonly error: string | null;
  /** Failed attempts since the connection was last up. */
  readonly attempts: number;
  /** When the next attempt starts, in milliseconds since the Unix epoch; `null` when none is scheduled. */
  readonly retryAt: number | null;
}

export type ConnectionSignal =
  | { readonly type: 'attempt' }
  | { readonly type: 'ready' }
  | { readonly type: 'lost'; readonly code: string; readonly retryAt: number }
  | { readonly type: 'end'; readonly code: string | null };

export const initialStatus: ConnectionStatus = {
  state: 'connecting',
  error: null,
  attempts: 0,
  retryAt: null,
};

/** `closed` is final: no signal leads out of it. */
export function nextStatus(status: ConnectionStatus, signal: ConnectionSignal): ConnectionStatus {
  if (status.state === 'closed') return status;
  switch (signal.type) {
    case 'attempt':
      return { ...status, retryAt: null };
    case 'ready':
      return { state: 'connected', error: null, attempts: 0, retryAt: null };
    case 'lost':
      return {
        state: status.state === 'connecting' ? 'connecting' : 'reconnecting',
        error: signal.code,
        attempts: status.attempts + 1,
        retryAt: signal.retryAt,
      };
    case 'end':
      return { ...status, state: 'closed', error: signal.code, retryAt: null };
  }
}
