import type { RealtimeEvent } from '@business-control/realtime-client';
import { type LiveData, useLiveQuery } from '@business-control/realtime-client/react';
import { useApi } from '../api/api-context.js';

/** What core-api answers at a path, kept up to date by the events that come after it. */
export function useLive<Data>(
  path: string,
  apply: (data: Data, event: RealtimeEvent) => Data,
): LiveData<Data> {
  const api = useApi();
  return useLiveQuery<Data>({ key: path, fetch: () => api.snapshot<Data>(path), apply });
}
