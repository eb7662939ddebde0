import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { AlertSettingsRepository } from '../alert-settings.repository.js';
import type { AlertSettings } from '../alerts.inputs.js';
import { isLooser } from '../cash-limit-rule.js';
import { ConditionRepository } from '../condition.repository.js';

export class ChangeAlertSettings extends CallerCommand<AlertSettings, AlertSettings> {}

@CommandHandler(ChangeAlertSettings)
export class ChangeAlertSettingsHandler implements ICommandHandler<ChangeAlertSettings> {
  constructor(
    private readonly commands: Commands,
    private readonly settings: AlertSettingsRepository,
    private readonly conditions: ConditionRepository,
  ) {}

  execute(command: ChangeAlertSettings): Promise<AlertSettings> {
    return this.commands.run(command, async ({ tx, organizationId }) => {
      const before = await this.settings.get(tx, organizationId);
      await this.settings.save(tx, organizationId, command.input);
      if (isLooser(command.input.cashLimit, before.cashLimit)) {
        await this.conditions.forgetStanding(tx, organizationId, 'cash');
      }
      const details = { ...command.input };
      return { answer: command.input, events: [], audit: { type: 'alerts.settings-changed', details } };
    });
  }
}
