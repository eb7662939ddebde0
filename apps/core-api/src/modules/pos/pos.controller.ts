import type { Principal } from '@business-control/access-token';
import { workstationSchema } from '@business-control/realtime-contracts';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { ErrorsOf } from '../../platform/http/errors-of.decorator.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { CreateWorkstation, createWorkstationInput } from './commands/create-workstation.command.js';
import { RenameWorkstation, renameWorkstationInput } from './commands/rename-workstation.command.js';
import {
  dailyTotalsAnswerSchema,
  dailyTotalsInput,
  GetDailyTotals,
} from './queries/get-daily-totals.query.js';
import { ListProducts, listProductsInput, productsSchema } from './queries/list-products.query.js';
import { ListSales, listSalesInput, salesSchema } from './queries/list-sales.query.js';
import { ListWorkstations, workstationsSchema } from './queries/list-workstations.query.js';

@ApiTags('pos')
@Controller('pos')
export class PosController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('workstations')
  @AnswersSnapshot(workstationsSchema)
  @RequirePermission('pos.read')
  workstations(@CurrentPrincipal() { organizationId }: Principal) {
    return this.queries.execute(new ListWorkstations(organizationId));
  }

  @Post('workstations')
  @ErrorsOf('inventory')
  @ApiCreatedResponse({ standardSchema: workstationSchema })
  @RequirePermission('pos.manage')
  createWorkstation(
    @CurrentCaller() caller: Caller,
    @Body({ schema: createWorkstationInput }) input: z.output<typeof createWorkstationInput>,
  ) {
    return this.commands.execute(new CreateWorkstation(caller, input));
  }

  @Patch('workstations/:posId')
  @ApiOkResponse({ standardSchema: workstationSchema })
  @RequirePermission('pos.manage')
  renameWorkstation(
    @CurrentCaller() caller: Caller,
    @Param('posId', { schema: z.uuid() }) posId: string,
    @Body({ schema: renameWorkstationInput }) input: z.output<typeof renameWorkstationInput>,
  ) {
    return this.commands.execute(new RenameWorkstation(caller, { ...input, posId }));
  }

  @Get('products')
  @AnswersSnapshot(productsSchema)
  @RequirePermission('pos.read')
  products(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listProductsInput }) { posId }: z.output<typeof listProductsInput>,
  ) {
    return this.queries.execute(new ListProducts(organizationId, posId));
  }

  @Get('sales')
  @AnswersSnapshot(salesSchema)
  @RequirePermission('pos.read')
  sales(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listSalesInput }) filter: z.output<typeof listSalesInput>,
  ) {
    return this.queries.execute(new ListSales(organizationId, filter));
  }

  @Get('daily-totals')
  @AnswersSnapshot(dailyTotalsAnswerSchema)
  @RequirePermission('pos.totals.read')
  dailyTotals(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: dailyTotalsInput }) { date }: z.output<typeof dailyTotalsInput>,
  ) {
    return this.queries.execute(new GetDailyTotals(organizationId, date));
  }
}
