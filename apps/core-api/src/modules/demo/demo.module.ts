import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { StartSimulationHandler } from './simulator/commands/start-simulation.command.js';
import { StopSimulationHandler } from './simulator/commands/stop-simulation.command.js';
import { GetSimulationHandler } from './simulator/queries/get-simulation.query.js';
import { RingUpSales } from './simulator/ring-up-sales.job.js';
import { Shopper } from './simulator/shopper.js';
import { SimulationRepository } from './simulator/simulation.repository.js';
import { SimulatorController } from './simulator/simulator.controller.js';

@Module({
  imports: [CqrsModule],
  controllers: [SimulatorController],
  providers: [
    SimulationRepository,
    Shopper,
    RingUpSales,
    StartSimulationHandler,
    StopSimulationHandler,
    GetSimulationHandler,
  ],
})
export class DemoModule {}
