import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { CORE_API_ENV, type CoreApiEnv } from '../../../../config/env.js';
import { Clock } from '../../../../platform/clock/clock.js';
import { Database } from '../../../../platform/database/database.js';
import type { Simulation } from '../simulation.js';
import { SimulationRepository } from '../simulation.repository.js';

export class GetSimulation extends Query<Simulation> {
  constructor(readonly organizationId: string) {
    super();
  }
}

@QueryHandler(GetSimulation)
export class GetSimulationHandler implements IQueryHandler<GetSimulation> {
  constructor(
    private readonly database: Database,
    private readonly simulations: SimulationRepository,
    private readonly clock: Clock,
    @Inject(CORE_API_ENV) private readonly env: Pick<CoreApiEnv, 'ENABLE_SIMULATOR'>,
  ) {}

  async execute({ organizationId }: GetSimulation): Promise<Simulation> {
    const row = await this.database.read((reader) => this.simulations.find(reader, organizationId));
    const enabled = this.env.ENABLE_SIMULATOR;
    if (!row || row.until <= this.clock.now()) return { enabled, running: null };
    const { salesPerMinute, startedBy, startedAt, until } = row;
    return {
      enabled,
      running: {
        salesPerMinute,
        startedBy,
        startedAt: startedAt.toISOString(),
        until: until.toISOString(),
      },
    };
  }
}
