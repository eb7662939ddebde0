import type { CountSessionPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CountSessionCommand, CountSessionCommands } from '../count-session-command.js';
import { closeCountSession } from '../count-session-steps.js';

export class CloseCountSession extends CountSessionCommand {}

@CommandHandler(CloseCountSession)
export class CloseCountSessionHandler implements ICommandHandler<CloseCountSession> {
  constructor(private readonly commands: CountSessionCommands) {}

  execute(command: CloseCountSession): Promise<CountSessionPayload> {
    return this.commands.change(command, (session, { now }) => ({
      ...closeCountSession(session, now),
      audit: { type: 'count-session.closed', details: { countSessionId: session.countSessionId } },
    }));
  }
}
