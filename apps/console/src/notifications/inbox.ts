import type { RealtimeEvent } from '@business-control/realtime-client';
import type { NotificationPayload } from '@business-control/realtime-contracts';

/** The newest notifications of the user, and what the badge shows. */
export interface Inbox {
  readonly items: readonly NotificationPayload[];
  readonly unread: number;
}

const SHOWN = 20;

/** The inbox after an event; those of other kinds leave it as it is. */
export function afterEvent(inbox: Inbox, event: RealtimeEvent): Inbox {
  if (event.name === 'notification:new') {
    const { notification, unread } = event.payload;
    const others = inbox.items.filter(({ notificationId }) => notificationId !== notification.notificationId);
    return { items: [notification, ...others].slice(0, SHOWN), unread };
  }
  if (event.name === 'notification:read') {
    const { upTo, readAt, unread } = event.payload;
    const read = inbox.items.findIndex(({ notificationId }) => notificationId === upTo);
    const items = inbox.items.map((item, index) =>
      read >= 0 && index >= read ? { ...item, readAt: item.readAt ?? readAt } : item,
    );
    return {
      items: unread === 0 ? items.map((item) => ({ ...item, readAt: item.readAt ?? readAt })) : items,
      unread,
    };
  }
  return inbox;
}
