import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { Visits } from '../visits.js';

export class LeaveVisit extends CallerCommand<object, null> {}

@CommandHandler(LeaveVisit)
export class LeaveVisitHandler implements ICommandHandler<LeaveVisit> {
  constructor(
    private readonly commands: Commands,
    private readonly visits: Visits,
  ) {}

  execute(command: LeaveVisit): Promise<null> {
    return this.commands.run(command, async ({ tx, organizationId, by }) => {
      const left = await this.visits.leave(tx, organizationId, by.userId);
      if (!left) return { answer: null, events: [] };
      const { ticketId, events } = left;
      return { answer: null, events, audit: { type: 'visit.ended', details: { ticketId } } };
    });
  }
}
