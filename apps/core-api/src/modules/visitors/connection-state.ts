/** Whether somebody is connected, on whatever device, and since when. */
export interface ConnectionState {
  readonly userId: string;
  readonly state: 'connected' | 'disconnected';
  readonly since: Date;
}

/**
 * The state of somebody with so many open connections, of which was heard something that happened `at`. Whoever connects from
 * a second device stays connected since the first; time does not go back when facts arrive out of order. Who has never been connected
 * has no state.
 */
export function stateAfter(
  before: ConnectionState | undefined,
  { userId, open }: { readonly userId: string; readonly open: number },
  at: Date,
): ConnectionState | undefined {
  const state = open > 0 ? 'connected' : 'disconnected';
  if (state === (before?.state ?? 'disconnected')) return before;
  return { userId, state, since: before && before.since > at ? before.since : at };
}
