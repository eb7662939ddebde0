import type { EventName } from '@business-control/realtime-contracts';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { ConnectionStatus } from '../connection-status.js';
import type { EventHandler, RealtimeEvent } from '../event-router.js';
import { useRealtime } from './realtime-context.js';

/** The connection as it is now; renders again when it changes. */
export function useRealtimeStatus(): ConnectionStatus {
  const client = useRealtime();
  return useSyncExternalStore(client.onStatus, () => client.status);
}

/** Calls `handler` for every event of that name while mounted. The handler may change on every render. */
export function useRealtimeEvent<Name extends EventName>(name: Name, handler: EventHandler<Name>): void {
  const client = useRealtime();
  const onEvent = useEffectEvent<EventHandler<Name>>(handler);
  useEffect(() => client.on(name, (payload, meta) => onEvent(payload, meta)), [client, name]);
}

/** Calls `handler` for every event while mounted. */
export function useAnyRealtimeEvent(handler: (event: RealtimeEvent) => void): void {
  const client = useRealtime();
  const onEvent = useEffectEvent(handler);
  useEffect(() => client.onAny((event) => onEvent(event)), [client]);
}

/** Calls `handler` when events may have been missed and what is shown must be fetched again. */
export function useRealtimeResync(handler: () => void): void {
  const client = useRealtime();
  const onResync = useEffectEvent(handler);
  useEffect(() => client.onResync(() => onResync()), [client]);
}
