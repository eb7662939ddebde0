import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import type { Rebuilt } from '../dashboards.answers.js';
import { readModels } from '../publication.js';
import { SalesRebuild } from '../sales.rebuild.js';
import { StockRebuild } from '../stock.rebuild.js';

export const rebuildInput = z.object({
  readModel: z
    .enum(readModels)
    .describe(
      '`sales`: what was sold and refunded, by day; `inventory`: the levels of stock that its key figures are made of',
    ),
});

export class RebuildReadModel extends CallerCommand<z.output<typeof rebuildInput>, Rebuilt> {}

@CommandHandler(RebuildReadModel)
export class RebuildReadModelHandler implements ICommandHandler<RebuildReadModel> {
  constructor(
    private readonly commands: Commands,
    private readonly sales: SalesRebuild,
    private readonly stock: StockRebuild,
  ) {}

  execute(command: RebuildReadModel): Promise<Rebuilt> {
    return command.input.readModel === 'sales' ? this.rebuildSales(command) : this.rebuildStock(command);
  }

  /** In transactions of its own, each short. Given twice, it finds nothing to correct the second time. */
  private async rebuildSales(command: RebuildReadModel): Promise<Rebuilt> {
    const { organizationId, userId, deviceId } = command.caller.principal;
    const rebuilt = await this.sales.run(organizationId, { userId, deviceId });
    return this.commands.run(command, async () => ({
      answer: rebuilt,
      events: [],
      audit: noteOf(command, rebuilt),
    }));
  }

  private rebuildStock(command: RebuildReadModel): Promise<Rebuilt> {
    return this.commands.run(command, async ({ tx, organizationId }) => {
      const { rebuilt, events } = await this.stock.run(tx, organizationId);
      return { answer: rebuilt, events, audit: noteOf(command, rebuilt) };
    });
  }
}

function noteOf({ input: { readModel } }: RebuildReadModel, { read, corrected }: Rebuilt) {
  return { type: 'dashboard.rebuilt', details: { readModel, read, corrected } };
}
