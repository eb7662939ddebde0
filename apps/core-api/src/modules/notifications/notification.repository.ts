import type { NewNotificationPayload, NotificationPayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { and, asc, eq, gt, lt, lte, max, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../platform/database/database.js';
import { emptyInbox, type Inbox, unreadIn } from './inbox.js';
import type { Notice } from './notification.js';
import { notificationInboxes, notifications } from './notifications.schema.js';

/** A notification as people see it. */
export function notificationOf({
  notificationId,
  kind,
  title,
  text,
  subject,
  createdAt,
  readAt,
}: typeof notifications.$inferSelect): NotificationPayload {
  return {
    notificationId,
    kind,
    title,
    text,
    subject,
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}

/** The inbox of a user, up to a place. */
export interface OldInbox {
  readonly organizationId: string;
  readonly userId: string;
  readonly place: number;
}

@Injectable()
export class NotificationRepository {
  /** Locks the inboxes in one order, so that of two notices to the same people none waits for the other forever. */
  async add(
    tx: Transaction,
    organizationId: string,
    userIds: readonly string[],
    notice: Notice,
    createdAt: Date,
  ): Promise<NewNotificationPayload[]> {
    if (userIds.length === 0) return [];
    const inboxes = await tx
      .insert(notificationInboxes)
      .values([...userIds].sort().map((userId) => ({ organizationId, userId, newest: 1, readUpTo: 0 })))
      .onConflictDoUpdate({
        target: [notificationInboxes.organizationId, notificationInboxes.userId],
        set: { newest: sql`${notificationInboxes.newest} + 1` },
      })
      .returning();
    const places = new Map(inboxes.map((inbox) => [inbox.userId, inbox]));
    const added = await tx
      .insert(notifications)
      .values(
        inboxes.map(({ userId, newest }) => ({
          organizationId,
          userId,
          place: newest,
          notificationId: uuidv7({ msecs: createdAt.getTime() }),
          ...notice,
          createdAt,
        })),
      )
      .returning();
    return added.map((row) => ({
      userId: row.userId,
      notification: notificationOf(row),
      unread: unreadIn(places.get(row.userId) ?? emptyInbox),
    }));
  }

  async inbox(tx: Transaction, organizationId: string, userId: string): Promise<Inbox> {
    const [inbox] = await tx.select().from(notificationInboxes).where(inboxOf(organizationId, userId));
    return inbox ?? emptyInbox;
  }

  /** The inbox, locked until the transaction ends. Of somebody who was never notified there is nothing to lock. */
  async lock(tx: Transaction, organizationId: string, userId: string): Promise<Inbox> {
    const [inbox] = await tx
      .select()
      .from(notificationInboxes)
      .where(inboxOf(organizationId, userId))
      .for('update');
    return inbox ?? emptyInbox;
  }

  async placeOf(
    tx: Transaction,
    organizationId: string,
    userId: string,
    notificationId: string,
  ): Promise<number | undefined> {
    const [found] = await tx
      .select({ place: notifications.place })
      .from(notifications)
      .where(and(ofUser(organizationId, userId), eq(notifications.notificationId, notificationId)));
    return found?.place;
  }

  async idAt(
    tx: Transaction,
    organizationId: string,
    userId: string,
    place: number,
  ): Promise<string | undefined> {
    const [found] = await tx
      .select({ notificationId: notifications.notificationId })
      .from(notifications)
      .where(and(ofUser(organizationId, userId), eq(notifications.place, place)));
    return found?.notificationId;
  }

  /** Keeps how far a locked inbox was read, and with each notification when. */
  async markRead(
    tx: Transaction,
    organizationId: string,
    userId: string,
    before: Inbox,
    { readUpTo }: Inbox,
    readAt: Date,
  ): Promise<void> {
    await tx.update(notificationInboxes).set({ readUpTo }).where(inboxOf(organizationId, userId));
    await tx
      .update(notifications)
      .set({ readAt })
      .where(
        and(
          ofUser(organizationId, userId),
          gt(notifications.place, before.readUpTo),
          lte(notifications.place, readUpTo),
        ),
      );
  }

  /** The inboxes of all organizations that hold something from before a time, and the newest of that. */
  async from(tx: Transaction, time: Date): Promise<OldInbox[]> {
    const { organizationId, userId, place, createdAt } = notifications;
    return tx
      .select({ organizationId, userId, place: max(place).mapWith(Number) })
      .from(notifications)
      .where(lt(createdAt, time))
      .groupBy(organizationId, userId)
      .orderBy(asc(organizationId), asc(userId));
  }

  /** Deletes everything up to a place. */
  async forget(tx: Transaction, organizationId: string, userId: string, place: number): Promise<void> {
    await tx
      .delete(notifications)
      .where(and(ofUser(organizationId, userId), lte(notifications.place, place)));
  }
}

function inboxOf(organizationId: string, userId: string) {
  return and(eq(notificationInboxes.organizationId, organizationId), eq(notificationInboxes.userId, userId));
}

function ofUser(organizationId: string, userId: string) {
  return and(eq(notifications.organizationId, organizationId), eq(notifications.userId, userId));
}
