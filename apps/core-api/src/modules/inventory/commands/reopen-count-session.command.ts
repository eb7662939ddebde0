import type { CountSessionPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CountSessionCommand, CountSessionCommands } from '../count-session-command.js';
import { reopenCountSession } from '../count-session-steps.js';

export class ReopenCountSession extends CountSessionCommand {}

@CommandHandler(ReopenCountSession)
export class ReopenCountSessionHandler implements ICommandHandler<ReopenCountSession> {
  constructor(private readonly commands: CountSessionCommands) {}

  execute(command: ReopenCountSession): Promise<CountSessionPayload> {
    return this.commands.change(command, (session, { now }) => ({
      ...reopenCountSession(session, now),
      audit: { type: 'count-session.reopened', details: { countSessionId: session.countSessionId } },
    }));
  }
}
