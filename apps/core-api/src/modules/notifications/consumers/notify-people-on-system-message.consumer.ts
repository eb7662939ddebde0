import type { SystemMessagePayload } from '@business-control/realtime-contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/database.js';
import { Reactions } from '../../../platform/work-queue/reactions.js';
import { type OrganizationPerson, People } from '../../identity/people.js';
import { noticeOfMessage } from '../notification.js';
import { PeopleNotifier } from '../people.notifier.js';

/** When a rule found something, those who look after such things are notified, however urgent it is. */
@Injectable()
export class NotifyPeopleOnSystemMessage implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly people: People,
    private readonly notifier: PeopleNotifier,
  ) {}

  onModuleInit(): void {
    for (const kind of ['alert', 'warning', 'info'] as const) {
      this.reactions.on(
        `system:${kind}`,
        `notifications.notify-people-on-system-${kind}`,
        async (tx, { organizationId, payload: message }) => {
          const people = await this.concernedBy(tx, organizationId, message);
          return this.notifier.notify(tx, organizationId, people, noticeOfMessage(kind, message));
        },
      );
    }
  }

  /** Tasks of the system are the business of administrators: nobody else can have them looked at. */
  private concernedBy(
    tx: Transaction,
    organizationId: string,
    { subject }: SystemMessagePayload,
  ): Promise<OrganizationPerson[]> {
    if (subject.kind === 'task') return this.people.inRole(tx, organizationId, 'admin');
    return this.people.holding(tx, organizationId, 'alerts.read');
  }
}
