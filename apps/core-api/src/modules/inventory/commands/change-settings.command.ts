import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { SettingsRepository } from '../settings.repository.js';
import type { StockRules } from '../stock-level.js';

export class ChangeSettings extends CallerCommand<StockRules, StockRules> {}

@CommandHandler(ChangeSettings)
export class ChangeSettingsHandler implements ICommandHandler<ChangeSettings> {
  constructor(
    private readonly commands: Commands,
    private readonly settings: SettingsRepository,
  ) {}

  execute(command: ChangeSettings): Promise<StockRules> {
    const { allowNegativeStock } = command.input;
    return this.commands.run(command, async ({ tx, organizationId }) => {
      await this.settings.save(tx, organizationId, { allowNegativeStock });
      const audit = { type: 'inventory-settings.changed', details: { allowNegativeStock } };
      return { answer: { allowNegativeStock }, events: [], audit };
    });
  }
}
