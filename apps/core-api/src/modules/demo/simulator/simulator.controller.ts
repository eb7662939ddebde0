import type { Principal } from '@business-control/access-token';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Caller, CurrentCaller } from '../../../platform/commands/caller.js';
import { RequirePermission } from '../../../platform/http/access.decorators.js';
import { CurrentPrincipal } from '../../../platform/http/principal.js';
import { StartSimulation, startSimulationInput } from './commands/start-simulation.command.js';
import { StopSimulation } from './commands/stop-simulation.command.js';
import { GetSimulation } from './queries/get-simulation.query.js';
import { simulationSchema } from './simulation.js';

/** A shop that sells by itself, for those who look at the screens. */
@ApiTags('simulator')
@Controller('simulator')
export class SimulatorController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: simulationSchema })
  @RequirePermission('simulator.run')
  get(@CurrentPrincipal() { organizationId }: Principal) {
    return this.queries.execute(new GetSimulation(organizationId));
  }

  @Post('start')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: simulationSchema })
  @RequirePermission('simulator.run')
  start(
    @CurrentCaller() caller: Caller,
    @Body({ schema: startSimulationInput }) input: z.output<typeof startSimulationInput>,
  ) {
    return this.commands.execute(new StartSimulation(caller, input));
  }

  @Post('stop')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: simulationSchema })
  @RequirePermission('simulator.run')
  stop(@CurrentCaller() caller: Caller) {
    return this.commands.execute(new StopSimulation(caller, {}));
  }
}
