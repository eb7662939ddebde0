import type { CountSessionPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CountSessionCommand, CountSessionCommands } from '../count-session-command.js';
import { cancelCountSession } from '../count-session-steps.js';

export class CancelCountSession extends CountSessionCommand {}

@CommandHandler(CancelCountSession)
export class CancelCountSessionHandler implements ICommandHandler<CancelCountSession> {
  constructor(private readonly commands: CountSessionCommands) {}

  execute(command: CancelCountSession): Promise<CountSessionPayload> {
    return this.commands.change(command, (session, { now }) => ({
      ...cancelCountSession(session, now),
      audit: { type: 'count-session.cancelled', details: { countSessionId: session.countSessionId } },
    }));
  }
}
