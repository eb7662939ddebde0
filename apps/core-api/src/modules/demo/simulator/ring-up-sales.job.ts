import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { CORE_API_ENV, type CoreApiEnv } from '../../../config/env.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { eachInTurn } from '../../../platform/schedule/each-in-turn.js';
import { ScheduledJobs } from '../../../platform/schedule/scheduled-jobs.js';
import { Shopper } from './shopper.js';
import { dueSales } from './simulation.js';
import { SimulationRepository, type SimulationRow } from './simulation.repository.js';

/** Every second, rings up the sales that are due in the organizations whose shop sells by itself. */
@Injectable()
export class RingUpSales implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly database: Database,
    private readonly simulations: SimulationRepository,
    private readonly shopper: Shopper,
    private readonly clock: Clock,
    @Inject(CORE_API_ENV) private readonly env: Pick<CoreApiEnv, 'ENABLE_SIMULATOR'>,
    @InjectPinoLogger(RingUpSales.name) private readonly logger: PinoLogger,
  ) {}

  onModuleInit(): void {
    if (!this.env.ENABLE_SIMULATOR) return;
    this.jobs.add({ name: 'demo.ring-up-sales', everyMs: 1_000, run: (ending) => this.run(ending) });
  }

  private async run(ending: AbortSignal): Promise<void> {
    const running = await this.database.read((reader) => this.simulations.list(reader));
    await eachInTurn(running, ending, (simulation) => this.sell(simulation));
  }

  private async sell(simulation: SimulationRow): Promise<void> {
    const now = this.clock.now();
    const { count, upTo } = dueSales(simulation, now);
    const claimed = await this.database.transaction(async (tx) => {
      if (now >= simulation.until) await this.simulations.delete(tx, simulation.organizationId);
      return count > 0 && (await this.simulations.claim(tx, simulation, upTo));
    });
    for (let sale = 0; claimed && sale < count; sale += 1) {
      try {
        await this.shopper.shop(simulation);
      } catch (err) {
        // Somebody else took the last one, or changed the till: the next shopper comes in a moment.
        if (!(err instanceof RuleViolated)) throw err;
        this.logger.debug({ err }, 'a simulated sale was refused');
      }
    }
  }
}
