import type { CountSessionPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CountSessionCommand, CountSessionCommands } from '../count-session-command.js';
import { told } from '../count-session-payload.js';
import { applyCountSession } from '../count-session-result.js';
import { StockLedger } from '../stock-ledger.js';

export class ApplyCountSession extends CountSessionCommand {}

@CommandHandler(ApplyCountSession)
export class ApplyCountSessionHandler implements ICommandHandler<ApplyCountSession> {
  constructor(
    private readonly commands: CountSessionCommands,
    private readonly ledger: StockLedger,
  ) {}

  execute(command: ApplyCountSession): Promise<CountSessionPayload> {
    return this.commands.change(command, async (session, { tx, organizationId, by, now }) => {
      const { session: applied, adjustment: plan } = applyCountSession(session, now);
      const settled = plan && (await this.ledger.record(tx, organizationId, { plan, by, now }));
      const movementId = settled?.movement.movementId ?? null;
      const decision = told({ ...applied, movementId });
      return {
        ...decision,
        events: [...(settled?.events ?? []), ...decision.events],
        audit: {
          type: 'count-session.applied',
          details: { countSessionId: session.countSessionId, movementId },
        },
      };
    });
  }
}
