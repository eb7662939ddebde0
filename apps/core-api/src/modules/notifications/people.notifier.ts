import { type DomainEvent, event } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import type { Transaction } from '../../platform/database/database.js';
import type { OrganizationPerson } from '../identity/people.js';
import type { Notice } from './notification.js';
import { NotificationRepository } from './notification.repository.js';

/** Notifies people of something: each gets a notification of their own, and an event with what their badge shows. */
@Injectable()
export class PeopleNotifier {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly clock: Clock,
  ) {}

  async notify(
    tx: Transaction,
    organizationId: string,
    people: readonly OrganizationPerson[],
    notice: Notice,
  ): Promise<DomainEvent[]> {
    const userIds = people.map(({ userId }) => userId);
    const added = await this.notifications.add(tx, organizationId, userIds, notice, this.clock.now());
    return added.map((payload) => event('notification:new', payload));
  }
}
