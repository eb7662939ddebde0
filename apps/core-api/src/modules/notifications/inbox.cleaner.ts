import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { InboxReader } from './inbox.reader.js';
import { NotificationRepository, type OldInbox } from './notification.repository.js';

const nobody = { userId: null, deviceId: null };

/** Deletes from inboxes what is old. What was never read counts as read then: a badge shows nothing that is gone. */
@Injectable()
export class InboxCleaner {
  constructor(
    private readonly database: Database,
    private readonly notifications: NotificationRepository,
    private readonly reader: InboxReader,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** The inboxes that hold something from before a time. */
  inboxesFrom(time: Date): Promise<OldInbox[]> {
    return this.database.snapshot((tx) => this.notifications.from(tx, time));
  }

  /** One inbox in one transaction: nobody else's notifications wait for it. */
  async clean({ organizationId, userId, place }: OldInbox): Promise<void> {
    await this.database.transaction(async (tx) => {
      const inbox = await this.notifications.lock(tx, organizationId, userId);
      const now = this.clock.now();
      const { events } = await this.reader.read(tx, organizationId, userId, inbox, place, now);
      await this.notifications.forget(tx, organizationId, userId, place);
      await this.outbox.append(tx, organizationId, nobody, events);
    });
  }
}
