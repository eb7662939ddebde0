import { notificationSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { unreadIn } from '../inbox.js';
import { NotificationRepository, notificationOf } from '../notification.repository.js';
import { notifications } from '../notifications.schema.js';

export const listNotificationsInput = z.object({
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const notificationsSchema = z.object({
  items: z.array(notificationSchema).describe('newest first'),
  unread: z.int().nonnegative().describe('of all notifications: what the badge of the user shows'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type Notifications = z.infer<typeof notificationsSchema>;

export class ListNotifications extends Query<Snapshot<Notifications>> {
  constructor(
    readonly organizationId: string,
    readonly userId: string,
    readonly page: z.output<typeof listNotificationsInput>,
  ) {
    super();
  }
}

@QueryHandler(ListNotifications)
export class ListNotificationsHandler implements IQueryHandler<ListNotifications> {
  constructor(
    private readonly database: Database,
    private readonly repository: NotificationRepository,
  ) {}

  execute({ organizationId, userId, page }: ListNotifications): Promise<Snapshot<Notifications>> {
    const { before, limit } = page;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const rows = await tx
        .select()
        .from(notifications)
        .where(
          and(
            eq(notifications.organizationId, organizationId),
            eq(notifications.userId, userId),
            before === undefined ? undefined : olderThan(organizationId, userId, before),
          ),
        )
        .orderBy(desc(notifications.place))
        .limit(limit + 1);
      const items = rows.slice(0, limit).map(notificationOf);
      return {
        items,
        unread: unreadIn(await this.repository.inbox(tx, organizationId, userId)),
        next: rows.length > limit ? (items.at(-1)?.notificationId ?? null) : null,
      };
    });
  }
}

/** Pages continue after a notification, not at a number of rows: what comes meanwhile shifts nothing. */
function olderThan(organizationId: string, userId: string, notificationId: string) {
  return sql`${notifications.place} < (
    select newer.place from ${notifications} newer
    where newer.organization_id = ${organizationId} and newer.user_id = ${userId}
      and newer.notification_id = ${notificationId})`;
}
