import { RealtimeProvider } from '@business-control/realtime-client/react';
import type { ReactNode } from 'react';
import { useRealtimeConnection } from '../live/use-realtime-connection.js';
import { deviceId } from '../session/device-id.js';
import { useSession } from '../session/session-context.js';

/** Holds the connection of the signed-in user for as long as it is shown. */
export function RealtimeConnection({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const client = useRealtimeConnection({
    tokens: session,
    deviceId: deviceId(),
    onEnded: () => session.end(),
  });
  return client && <RealtimeProvider client={client}>{children}</RealtimeProvider>;
}
