import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reactions } from '../../../platform/work-queue/reactions.js';
import { People } from '../../identity/people.js';
import { noticeOfSale } from '../notification.js';
import { PeopleNotifier } from '../people.notifier.js';

/** When a sale was completed, the administrators are notified. */
@Injectable()
export class NotifyAdminsOnSaleCompleted implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly people: People,
    private readonly notifier: PeopleNotifier,
  ) {}

  onModuleInit(): void {
    this.reactions.on(
      'pos:sale:completed',
      'notifications.notify-admins-on-sale-completed',
      async (tx, { organizationId, payload: sale }) => {
        const admins = await this.people.inRole(tx, organizationId, 'admin');
        return this.notifier.notify(tx, organizationId, admins, noticeOfSale(sale));
      },
    );
  }
}
