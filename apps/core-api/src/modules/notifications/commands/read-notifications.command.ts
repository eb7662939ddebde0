import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { CallerCommand, type CommandContext, Commands } from '../../../platform/commands/commands.js';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { unreadIn } from '../inbox.js';
import { InboxReader } from '../inbox.reader.js';
import { NotificationRepository } from '../notification.repository.js';

export const readNotificationsInput = z
  .object({ upTo: z.uuid().optional().describe('the newest notification that was read; all when unset') })
  .default({});

export const readNotificationsAnswer = z.object({
  unread: z.int().nonnegative().describe('what the badge of the user shows now'),
});

type Input = z.output<typeof readNotificationsInput>;
type Answer = z.output<typeof readNotificationsAnswer>;

export class ReadNotifications extends CallerCommand<Input, Answer> {}

@CommandHandler(ReadNotifications)
export class ReadNotificationsHandler implements ICommandHandler<ReadNotifications> {
  constructor(
    private readonly commands: Commands,
    private readonly notifications: NotificationRepository,
    private readonly reader: InboxReader,
  ) {}

  execute(command: ReadNotifications): Promise<Answer> {
    return this.commands.run(command, async (context) => {
      const { tx, organizationId, by, now } = context;
      const locked = await this.notifications.lock(tx, organizationId, by.userId);
      const place = await this.placeOf(context, command.input.upTo, locked.newest);
      const { inbox, events } = await this.reader.read(tx, organizationId, by.userId, locked, place, now);
      return { answer: { unread: unreadIn(inbox) }, events };
    });
  }

  private async placeOf(
    { tx, organizationId, by }: CommandContext,
    notificationId: string | undefined,
    newest: number,
  ): Promise<number> {
    if (notificationId === undefined) return newest;
    const place = await this.notifications.placeOf(tx, organizationId, by.userId, notificationId);
    if (place === undefined) {
      throw new RuleViolated('notifications.notification-not-found', { notificationId });
    }
    return place;
  }
}
