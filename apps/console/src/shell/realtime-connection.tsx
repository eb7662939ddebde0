import { createRealtimeClient, type RealtimeClient } from '@business-control/realtime-client';
import { RealtimeProvider } from '@business-control/realtime-client/react';
import { type ReactNode, useEffect, useState } from 'react';
import { useConfig } from '../config-gate.js';
import { deviceId } from '../session/device-id.js';
import { useSession } from '../session/session-context.js';

/** With these the gateway says that somebody ended the session: there is nothing left to show. */
const SIGNED_OUT_BY: ReadonlySet<string> = new Set(['auth.session-revoked', 'auth.user-disabled']);

/** Holds the connection of the signed-in user for as long as it is shown. */
export function RealtimeConnection({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const { realtimeUrl } = useConfig();
  const [client, setClient] = useState<RealtimeClient | null>(null);

  useEffect(() => {
    let given: string | undefined;
    const opened = createRealtimeClient({
      url: realtimeUrl ?? window.location.origin,
      deviceId: deviceId(),
      token: async ({ refusedWith }) => {
        given = await session.accessToken(refusedWith === null ? undefined : given);
        return given;
      },
    });
    opened.onStatus(({ error }) => {
      if (error !== null && SIGNED_OUT_BY.has(error)) void session.signOut();
    });
    setClient(opened);
    return () => opened.close();
  }, [session, realtimeUrl]);

  return client && <RealtimeProvider client={client}>{children}</RealtimeProvider>;
}
