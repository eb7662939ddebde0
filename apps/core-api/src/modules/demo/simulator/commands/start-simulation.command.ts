import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { CORE_API_ENV, type CoreApiEnv } from '../../../../config/env.js';
import { CallerCommand, Commands } from '../../../../platform/commands/commands.js';
import { RuleViolated } from '../../../../platform/errors/rule-violated.js';
import type { Simulation } from '../simulation.js';
import { SimulationRepository } from '../simulation.repository.js';

export const startSimulationInput = z.object({
  salesPerMinute: z.int().min(1).max(120).default(12),
  minutes: z.int().min(1).max(60).default(10).describe('after which it ends by itself'),
});

export class StartSimulation extends CallerCommand<z.output<typeof startSimulationInput>, Simulation> {}

/** Starts it, or changes the pace of the one that runs. */
@CommandHandler(StartSimulation)
export class StartSimulationHandler implements ICommandHandler<StartSimulation> {
  constructor(
    private readonly commands: Commands,
    private readonly simulations: SimulationRepository,
    @Inject(CORE_API_ENV) private readonly env: Pick<CoreApiEnv, 'ENABLE_SIMULATOR'>,
  ) {}

  execute(command: StartSimulation): Promise<Simulation> {
    if (!this.env.ENABLE_SIMULATOR) throw new RuleViolated('simulator.switched-off');
    return this.commands.run(command, async ({ tx, organizationId, by, now }) => {
      const { salesPerMinute, minutes } = command.input;
      const until = new Date(now.getTime() + minutes * 60_000);
      const running = { salesPerMinute, startedBy: by, startedAt: now, until };
      await this.simulations.save(tx, { organizationId, ...running, soldUpTo: now });
      return {
        answer: {
          enabled: true,
          running: { ...running, startedAt: now.toISOString(), until: until.toISOString() },
        },
        events: [],
        audit: { type: 'simulation.started', details: { salesPerMinute, minutes } },
      };
    });
  }
}
