import { createContext, createElement, type ReactNode, useContext } from 'react';
import type { RealtimeClient } from '../realtime-client.js';

const RealtimeContext = createContext<RealtimeClient | null>(null);

export interface RealtimeProviderProps {
  /** Whoever made the client closes it. */
  readonly client: RealtimeClient;
  readonly children: ReactNode;
}

/** Gives the client to every hook below it. */
export function RealtimeProvider({ client, children }: RealtimeProviderProps) {
  return createElement(RealtimeContext, { value: client }, children);
}

/** The client of the nearest {@link RealtimeProvider}. Throws when there is none. */
export function useRealtime(): RealtimeClient {
  const client = useContext(RealtimeContext);
  if (!client) throw new Error('useRealtime needs a RealtimeProvider above it');
  return client;
}
