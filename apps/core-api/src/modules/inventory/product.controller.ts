import type { Principal } from '@business-control/access-token';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { ChangeProduct, changeProductInput } from './commands/change-product.command.js';
import { CreateProduct, createProductInput } from './commands/create-product.command.js';
import { productSchema } from './inventory.answers.js';
import { ListKeptProducts, listProductsInput, productsSchema } from './queries/list-kept-products.query.js';

/** Products as those who keep them see them; tills ask `/pos/products`. */
@ApiTags('inventory')
@Controller('inventory/products')
export class ProductController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersSnapshot(productsSchema)
  @RequirePermission('inventory.read')
  list(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listProductsInput }) filter: z.output<typeof listProductsInput>,
  ) {
    return this.queries.execute(new ListKeptProducts(organizationId, filter));
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: productSchema })
  @RequirePermission('inventory.manage')
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: createProductInput }) input: z.output<typeof createProductInput>,
  ) {
    return this.commands.execute(new CreateProduct(caller, input));
  }

  @Patch(':productId')
  @ApiOkResponse({ standardSchema: productSchema })
  @RequirePermission('inventory.manage')
  change(
    @CurrentCaller() caller: Caller,
    @Param('productId', { schema: z.uuid() }) productId: string,
    @Body({ schema: changeProductInput }) input: z.output<typeof changeProductInput>,
  ) {
    return this.commands.execute(new ChangeProduct(caller, { ...input, productId }));
  }
}
