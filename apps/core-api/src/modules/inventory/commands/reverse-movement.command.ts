import type { MovementPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { movementPayload, movementUpdated } from '../movement.js';
import { MovementRepository } from '../movement.repository.js';
import { StockLedger } from '../stock-ledger.js';

export class ReverseMovement extends CallerCommand<{ readonly movementId: string }, MovementPayload> {}

@CommandHandler(ReverseMovement)
export class ReverseMovementHandler implements ICommandHandler<ReverseMovement> {
  constructor(
    private readonly commands: Commands,
    private readonly movements: MovementRepository,
    private readonly ledger: StockLedger,
  ) {}

  execute(command: ReverseMovement): Promise<MovementPayload> {
    return this.commands.run(command, async ({ tx, organizationId, now }) => {
      const { movementId } = command.input;
      const found = await this.movements.lock(tx, organizationId, movementId);
      const { movement, events } = await this.ledger.reverse(tx, organizationId, found, now);
      await this.movements.save(tx, organizationId, movement);
      return {
        answer: movementPayload(movement),
        events: [movementUpdated(movement), ...events],
        audit: { type: 'movement.reversed', details: { movementId, kind: movement.kind } },
      };
    });
  }
}
