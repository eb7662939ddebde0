import { createRealtimeClient, type RealtimeClient } from '@business-control/realtime-client';
import { useEffect, useEffectEvent, useState } from 'react';
import type { TokenSource } from '../api/api.js';
import { useConfig } from '../config-gate.js';

interface ConnectionOf {
  readonly tokens: TokenSource;
  /** Where the connection counts as one of a device. */
  readonly deviceId?: string;
  /** The gateway says that somebody ended the session: there is nothing left to show. */
  readonly onEnded: () => void;
}

const ENDED_BY: ReadonlySet<string> = new Set(['auth.session-revoked', 'auth.user-disabled']);

/** A connection for as long as it is shown; `null` before the first moment of it. */
export function useRealtimeConnection({ tokens, deviceId, onEnded }: ConnectionOf): RealtimeClient | null {
  const { realtimeUrl } = useConfig();
  const [client, setClient] = useState<RealtimeClient | null>(null);
  const ended = useEffectEvent(onEnded);
  useEffect(() => {
    let given: string | undefined;
    const opened = createRealtimeClient({
      url: realtimeUrl ?? window.location.origin,
      ...(deviceId !== undefined && { deviceId }),
      token: async ({ refusedWith }) => {
        given = await tokens.accessToken(refusedWith === null ? undefined : given);
        return given;
      },
    });
    opened.onStatus(({ error }) => {
      if (error !== null && ENDED_BY.has(error)) ended();
    });
    setClient(opened);
    return () => opened.close();
  }, [tokens, deviceId, realtimeUrl]);
  return client;
}
