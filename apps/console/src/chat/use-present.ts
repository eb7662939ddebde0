import { useRealtime } from '@business-control/realtime-client/react';
import type { PresenceChanged, PresenceList } from '@business-control/realtime-contracts';
import { useEffect, useState } from 'react';
import { useUser } from '../session/session-context.js';
import { afterPresence, type Present, presentOf } from './presence.js';

/** Who of the organization is connected; nobody for those who may not see it. */
export function usePresent(): Present {
  const client = useRealtime();
  const allowed = useUser().permissions.includes('presence.read');
  const [present, setPresent] = useState<Present>(new Map());
  useEffect(() => {
    if (!allowed) return;
    let asked = 0;
    /** What changed while the list is on its way, which may be older. */
    let changes: PresenceChanged[] = [];

    const ask = async () => {
      asked += 1;
      const own = asked;
      changes = [];
      let users: PresenceList['users'] = [];
      let after: string | undefined;
      do {
        const page = await client.listPresent(after === undefined ? {} : { after });
        users = [...users, ...page.users];
        after = page.next;
      } while (after !== undefined);
      if (own === asked) setPresent(changes.reduce(afterPresence, presentOf(users)));
    };
    // Asked again after the next connect; dots are worth no message.
    const refresh = () => void ask().catch(() => undefined);
    const stops = [
      client.onReady(refresh),
      client.onPresence((change) => {
        changes.push(change);
        setPresent((known) => afterPresence(known, change));
      }),
    ];
    if (client.status.state === 'connected') refresh();
    return () => {
      asked += 1;
      for (const stop of stops) stop();
    };
  }, [client, allowed]);
  return present;
}
