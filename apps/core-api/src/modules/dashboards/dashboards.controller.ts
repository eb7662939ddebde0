import type { Principal } from '@business-control/access-token';
import { inventoryKpisSchema, salesDashboardSchema } from '@business-control/realtime-contracts';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { RebuildReadModel, rebuildInput } from './commands/rebuild-read-model.command.js';
import { rebuiltSchema } from './dashboards.answers.js';
import { GetInventoryKpis } from './queries/get-inventory-kpis.query.js';
import { GetSalesDashboard, salesDashboardInput } from './queries/get-sales-dashboard.query.js';

@ApiTags('dashboards')
@Controller('dashboards')
export class DashboardsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('sales')
  @AnswersSnapshot(salesDashboardSchema)
  @RequirePermission('dashboards.read')
  sales(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: salesDashboardInput }) { date }: z.output<typeof salesDashboardInput>,
  ) {
    return this.queries.execute(new GetSalesDashboard(organizationId, date));
  }

  @Get('inventory')
  @AnswersSnapshot(inventoryKpisSchema)
  @RequirePermission('dashboards.read')
  inventory(@CurrentPrincipal() { organizationId }: Principal) {
    return this.queries.execute(new GetInventoryKpis(organizationId));
  }

  @Post('rebuild')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: rebuiltSchema })
  @ApiHeader({
    name: 'Idempotency-Key',
    description: 'sent again with the same key, the command gets the same answer',
  })
  @RequirePermission('dashboards.rebuild')
  rebuild(
    @CurrentCaller() caller: Caller,
    @Body({ schema: rebuildInput }) input: z.output<typeof rebuildInput>,
  ) {
    return this.commands.execute(new RebuildReadModel(caller, input));
  }
}
