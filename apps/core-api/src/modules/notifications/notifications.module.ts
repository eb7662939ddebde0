import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { IdentityModule } from '../identity/identity.module.js';
import { ReadNotificationsHandler } from './commands/read-notifications.command.js';
import { NotifyAdminsOnSaleCompleted } from './consumers/notify-admins-on-sale-completed.consumer.js';
import { NotifyPeopleOnSystemMessage } from './consumers/notify-people-on-system-message.consumer.js';
import { ForgetNotifications } from './forget-notifications.job.js';
import { InboxCleaner } from './inbox.cleaner.js';
import { InboxReader } from './inbox.reader.js';
import { NotificationRepository } from './notification.repository.js';
import { NotificationsController } from './notifications.controller.js';
import { PeopleNotifier } from './people.notifier.js';
import { ListNotificationsHandler } from './queries/list-notifications.query.js';

@Module({
  imports: [CqrsModule, IdentityModule],
  controllers: [NotificationsController],
  providers: [
    ForgetNotifications,
    InboxCleaner,
    InboxReader,
    NotificationRepository,
    PeopleNotifier,
    ReadNotificationsHandler,
    ListNotificationsHandler,
    NotifyAdminsOnSaleCompleted,
    NotifyPeopleOnSystemMessage,
  ],
})
export class NotificationsModule {}
