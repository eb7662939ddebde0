import type { Cursor } from '@business-control/realtime-contracts';
import { type BackoffOptions, backoffDelay, defaultBackoff } from './backoff.js';
import type { RealtimeEvent } from './event-router.js';
import type { RealtimeClient } from './realtime-client.js';
import { standing } from './standing.js';

/** What core-api answered. */
export interface Snapshot<Data> {
  readonly data: Data;
  /** Header `x-realtime-cursor` of the answer: events up to there are in `data`. `null` without the header. */
  readonly cursor: Cursor | null;
}

export interface LiveQueryOptions<Data> {
  /** Asks core-api; called again whenever events may have been missed. */
  readonly fetch: () => Promise<Snapshot<Data>>;
  /** The data after an event. Called for every event that the data does not hold yet, in order, once. */
  readonly apply: (data: Data, event: RealtimeEvent) => Data;
  readonly onData: (data: Data) => void;
  /** Told of every failure of `fetch`, which is tried again, and of `apply`, upon which everything is fetched again. */
  readonly onError?: (error: unknown) => void;
  /** Between attempts after a failure. */
  readonly backoff?: Partial<BackoffOptions>;
}

/**
 * Keeps data of core-api as it is now: a snapshot, then the events after it. Events that arrive while an answer is on
 * its way wait for it, as only its cursor tells which of them it holds already. When events may have been missed
 * everything is fetched again. Returns the function that ends it.
 */
export function liveQuery<Data>(
  client: Pick<RealtimeClient, 'onAny' | 'onReady' | 'onResync'>,
  options: LiveQueryOptions<Data>,
): () => void {
  const backoff = { ...defaultBackoff, ...options.backoff };
  let shown: Snapshot<Data> | undefined;
  /** Events since the question, while an answer is on its way. */
  let waiting: RealtimeEvent[] | undefined;
  /** Where a connection began that nothing tells of what was before. */
  let begin: Cursor | null | undefined;
  let asked = 0;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const ask = () => {
    clearTimeout(retry);
    asked += 1;
    const own = asked;
    shown = undefined;
    waiting = [];
    options.fetch().then(
      (snapshot) => own === asked && show(snapshot),
      (error: unknown) => own === asked && fail(error),
    );
  };

  const fail = (error: unknown) => {
    waiting = undefined;
    retry = setTimeout(ask, backoffDelay(failures, backoff));
    failures += 1;
    options.onError?.(error);
  };

  const show = (snapshot: Snapshot<Data>) => {
    const events = waiting ?? [];
    waiting = undefined;
    shown = snapshot;
    if (!reachesBackTo(begin)) return ask();
    for (const event of events) if (!take(event)) return;
    failures = 0;
    options.onData(shown.data);
  };

  /** `false` when the event is of another history, or could not be applied, and everything is asked for again. */
  const take = (event: RealtimeEvent): boolean => {
    if (!shown) return false;
    const { cursor } = event.meta;
    switch (standing(cursor, shown.cursor)) {
      case 'unknown':
        ask();
        return false;
      case 'after':
        try {
          shown = { data: options.apply(shown.data, event), cursor: cursor ?? shown.cursor };
          return true;
        } catch (error) {
          // What comes next must not be applied to data that lack this event: the next answer holds it.
          shown = undefined;
          fail(error);
          return false;
        }
      case 'held':
        return true;
    }
  };

  /** Whether no event can lie between what is shown and the beginning of the connection. Asked once. */
  const reachesBackTo = (cursor: Cursor | null | undefined): boolean => {
    begin = undefined;
    return cursor === undefined || (cursor !== null && standing(cursor, shown?.cursor ?? null) === 'held');
  };

  const stops = [
    client.onAny((event) => {
      if (waiting) waiting.push(event);
      else if (shown) {
        const { data } = shown;
        if (take(event) && shown.data !== data) options.onData(shown.data);
      }
    }),
    client.onResync(ask),
    client.onReady(({ resume, cursor }) => {
      if (resume !== 'fresh') return;
      begin = cursor;
      if (shown && !reachesBackTo(begin)) ask();
    }),
  ];
  ask();

  return () => {
    asked += 1;
    clearTimeout(retry);
    for (const stop of stops) stop();
  };
}
