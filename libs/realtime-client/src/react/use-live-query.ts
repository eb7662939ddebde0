import { useEffect, useEffectEvent, useState } from 'react';
import type { RealtimeEvent } from '../event-router.js';
import { liveQuery, type Snapshot } from '../live-query.js';
import { useRealtime } from './realtime-context.js';

export interface LiveQuery<Data> {
  /** What is asked for: under another key everything is asked for again. */
  readonly key: string;
  /** Asks core-api; called again whenever events may have been missed. */
  readonly fetch: () => Promise<Snapshot<Data>>;
  /** The data after an event it does not hold yet. */
  readonly apply: (data: Data, event: RealtimeEvent) => Data;
}

export interface LiveData<Data> {
  /** `undefined` until the first answer. */
  readonly data: Data | undefined;
  /** Why the last question failed, which is asked again; `null` otherwise. */
  readonly error: unknown;
  /** Asks again at once. */
  readonly retry: () => void;
}

/** Data of core-api as it is now, kept up to date by events while mounted: see `liveQuery`. */
export function useLiveQuery<Data>({ key, fetch, apply }: LiveQuery<Data>): LiveData<Data> {
  const client = useRealtime();
  const [attempt, setAttempt] = useState(0);
  const [shown, setShown] = useState<{ readonly key: string; readonly data?: Data; readonly error: unknown }>(
    {
      key,
      error: null,
    },
  );
  const onFetch = useEffectEvent(fetch);
  const onApply = useEffectEvent(apply);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(
    () =>
      liveQuery<Data>(client, {
        fetch: () => onFetch(),
        apply: (data, event) => onApply(data, event),
        onData: (data) => setShown({ key, data, error: null }),
        onError: (error) =>
          setShown((before) => (before.key === key ? { ...before, error } : { key, error })),
      }),
    [client, key, attempt],
  );
  const current = shown.key === key ? shown : { data: undefined, error: null };
  return { data: current.data, error: current.error, retry: () => setAttempt((count) => count + 1) };
}
