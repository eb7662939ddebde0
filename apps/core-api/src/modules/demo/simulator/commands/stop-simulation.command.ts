import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CORE_API_ENV, type CoreApiEnv } from '../../../../config/env.js';
import { CallerCommand, Commands } from '../../../../platform/commands/commands.js';
import type { Simulation } from '../simulation.js';
import { SimulationRepository } from '../simulation.repository.js';

export class StopSimulation extends CallerCommand<Record<never, never>, Simulation> {}

@CommandHandler(StopSimulation)
export class StopSimulationHandler implements ICommandHandler<StopSimulation> {
  constructor(
    private readonly commands: Commands,
    private readonly simulations: SimulationRepository,
    @Inject(CORE_API_ENV) private readonly env: Pick<CoreApiEnv, 'ENABLE_SIMULATOR'>,
  ) {}

  execute(command: StopSimulation): Promise<Simulation> {
    return this.commands.run(command, async ({ tx, organizationId }) => {
      await this.simulations.delete(tx, organizationId);
      const answer = { enabled: this.env.ENABLE_SIMULATOR, running: null };
      return { answer, events: [], audit: { type: 'simulation.stopped' } };
    });
  }
}
