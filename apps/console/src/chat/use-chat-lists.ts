import type { RealtimeEvent, Snapshot } from '@business-control/realtime-client';
import { type LiveData, useLiveQuery } from '@business-control/realtime-client/react';
import type { Permission } from '@business-control/realtime-contracts';
import { useApi } from '../api/api-context.js';
import { type Page, snapshotOfPages } from '../api/pages.js';
import { useUser } from '../session/session-context.js';
import { afterChannelEvent, type ChannelEntry } from './channels.js';
import { afterDirectEvent, type DirectEntry } from './directs.js';
import { afterTicketsEvent, mergeTickets, type TicketEntry } from './tickets.js';

export type ChatList<Entry> = LiveData<Page<Entry>> & { readonly allowed: boolean };

/** The channels the user is in. */
export function useChannels(): ChatList<ChannelEntry> {
  const api = useApi();
  const { userId } = useUser();
  return useList<ChannelEntry>(
    'chat.staff',
    () => snapshotOfPages<ChannelEntry>(api, '/chat/channels?limit=100', Number.POSITIVE_INFINITY),
    (page, event) => afterChannelEvent(page, event, userId),
  );
}

/** The conversations of two, the newest of them. */
export function useDirects(nameOf: (userId: string) => string): ChatList<DirectEntry> {
  const api = useApi();
  const { userId } = useUser();
  return useList<DirectEntry>(
    'chat.direct',
    () => snapshotOfPages<DirectEntry>(api, '/chat/direct?limit=100', 1),
    (page, event) => afterDirectEvent(page, event, userId, nameOf),
  );
}

/** Every help conversation that goes on, and some of those that ended last. */
export function useTickets(): ChatList<TicketEntry> {
  const api = useApi();
  const { userId } = useUser();
  return useList<TicketEntry>(
    'chat.help.answer',
    async () => {
      const all = Number.POSITIVE_INFINITY;
      const open = await snapshotOfPages<TicketEntry>(api, '/chat/help?status=open&limit=200', all);
      const assigned = await snapshotOfPages<TicketEntry>(api, '/chat/help?status=assigned&limit=200', all);
      const closed = await snapshotOfPages<TicketEntry>(api, '/chat/help?status=closed&limit=30', 1);
      const items = mergeTickets([...open.data.items, ...assigned.data.items, ...closed.data.items]);
      return { data: { items, next: closed.data.next }, cursor: open.cursor };
    },
    (page, event) => afterTicketsEvent(page, event, userId),
  );
}

/** Empty for those whose role has nothing in it. */
function useList<Entry>(
  permission: Permission,
  fetch: () => Promise<Snapshot<Page<Entry>>>,
  apply: (page: Page<Entry>, event: RealtimeEvent) => Page<Entry>,
): ChatList<Entry> {
  const allowed = useUser().permissions.includes(permission);
  const live = useLiveQuery<Page<Entry>>({
    key: `${permission}/${allowed}`,
    fetch: allowed ? fetch : async () => ({ data: { items: [], next: null }, cursor: null }),
    apply: allowed ? apply : (page) => page,
  });
  return { ...live, allowed };
}
