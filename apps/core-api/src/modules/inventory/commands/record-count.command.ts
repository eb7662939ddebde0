import type { CountSessionPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { CountSessionRepository } from '../count-session.repository.js';
import { CountSessionCommand, CountSessionCommands } from '../count-session-command.js';
import { recordCount } from '../count-session-steps.js';
import { unitsInput } from '../inventory.inputs.js';
import { levelOf } from '../stock.js';
import { StockLevelRepository } from '../stock-level.repository.js';

export const recordCountInput = z.object({
  counted: unitsInput.describe('units that lie there'),
  stockVersion: z
    .int()
    .min(0)
    .optional()
    .describe(
      'the version of the stock level when counting began (0: no level yet); refused when it has moved since',
    ),
});

export class RecordCount extends CountSessionCommand<
  z.output<typeof recordCountInput> & { readonly countSessionId: string; readonly productId: string }
> {}

@CommandHandler(RecordCount)
export class RecordCountHandler implements ICommandHandler<RecordCount> {
  constructor(
    private readonly commands: CountSessionCommands,
    private readonly sessions: CountSessionRepository,
    private readonly levels: StockLevelRepository,
  ) {}

  execute(command: RecordCount): Promise<CountSessionPayload> {
    const { productId, counted, stockVersion } = command.input;
    return this.commands.change(command, async (session, { tx, organizationId, by, now }) => {
      const key = { warehouseId: session.warehouseId, productId };
      const level = levelOf(await this.levels.lock(tx, organizationId, [key], now), key);
      const { count, ...decision } = recordCount(session, { level, counted, by, stockVersion }, now);
      await this.sessions.saveCount(tx, organizationId, session.countSessionId, count);
      return decision;
    });
  }
}
