import type { Principal } from '@business-control/access-token';
import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { ChangeSettings } from './commands/change-settings.command.js';
import { CreateWarehouse, createWarehouseInput } from './commands/create-warehouse.command.js';
import { settingsSchema, warehouseSchema } from './inventory.answers.js';
import { GetSettings } from './queries/get-settings.query.js';
import { batchesSchema, ListBatches, listBatchesInput } from './queries/list-batches.query.js';
import { ListStock, listStockInput, stockSchema } from './queries/list-stock.query.js';
import { ListWarehouses, warehousesSchema } from './queries/list-warehouses.query.js';

/** What lies where, and by which rules. */
@ApiTags('inventory')
@Controller('inventory')
export class InventoryController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('stock')
  @AnswersSnapshot(stockSchema)
  @RequirePermission('inventory.read')
  stock(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listStockInput }) filter: z.output<typeof listStockInput>,
  ) {
    return this.queries.execute(new ListStock(organizationId, filter));
  }

  @Get('batches')
  @AnswersSnapshot(batchesSchema)
  @RequirePermission('inventory.read')
  batches(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listBatchesInput }) filter: z.output<typeof listBatchesInput>,
  ) {
    return this.queries.execute(new ListBatches(organizationId, filter));
  }

  @Get('warehouses')
  @AnswersSnapshot(warehousesSchema)
  @RequirePermission('inventory.read')
  warehouses(@CurrentPrincipal() { organizationId }: Principal) {
    return this.queries.execute(new ListWarehouses(organizationId));
  }

  @Post('warehouses')
  @ApiCreatedResponse({ standardSchema: warehouseSchema })
  @RequirePermission('inventory.manage')
  createWarehouse(
    @CurrentCaller() caller: Caller,
    @Body({ schema: createWarehouseInput }) input: z.output<typeof createWarehouseInput>,
  ) {
    return this.commands.execute(new CreateWarehouse(caller, input));
  }

  @Get('settings')
  @AnswersSnapshot(settingsSchema)
  @RequirePermission('inventory.read')
  settings(@CurrentPrincipal() { organizationId }: Principal) {
    return this.queries.execute(new GetSettings(organizationId));
  }

  @Put('settings')
  @ApiOkResponse({ standardSchema: settingsSchema })
  @RequirePermission('inventory.manage')
  changeSettings(
    @CurrentCaller() caller: Caller,
    @Body({ schema: settingsSchema }) input: z.output<typeof settingsSchema>,
  ) {
    return this.commands.execute(new ChangeSettings(caller, input));
  }
}
