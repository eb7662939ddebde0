import { type DomainEvent, event } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/database.js';
import { type Inbox, readInbox, unreadIn } from './inbox.js';
import { NotificationRepository } from './notification.repository.js';

/** Moves how far somebody has read, and tells all of their screens. */
@Injectable()
export class InboxReader {
  constructor(private readonly notifications: NotificationRepository) {}

  /** Of an inbox that is locked. Whoever has read that far already causes no event. */
  async read(
    tx: Transaction,
    organizationId: string,
    userId: string,
    inbox: Inbox,
    place: number,
    now: Date,
  ): Promise<{ readonly inbox: Inbox; readonly events: readonly DomainEvent[] }> {
    const read = readInbox(inbox, place);
    if (!read) return { inbox, events: [] };
    await this.notifications.markRead(tx, organizationId, userId, inbox, read, now);
    const upTo = (await this.notifications.idAt(tx, organizationId, userId, read.readUpTo)) ?? null;
    const payload = { userId, upTo, unread: unreadIn(read), readAt: now.toISOString() };
    return { inbox: read, events: [event('notification:read', payload)] };
  }
}
