import type { Principal } from '@business-control/access-token';
import { orderSchema } from '@business-control/realtime-contracts';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { ErrorsOf } from '../../platform/http/errors-of.decorator.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { PlaceOwnOrder, placeOwnOrderInput } from './commands/place-own-order.command.js';
import { AnswersOrder } from './orders.answers.js';
import { GetOrder } from './queries/get-order.query.js';
import { GetOrderHistory, orderHistorySchema } from './queries/get-order-history.query.js';
import { ListOrders, listOrdersInput, ordersSchema } from './queries/list-orders.query.js';
import { ListProductsToOrder, productsToOrderSchema } from './queries/list-products-to-order.query.js';

type Input<Schema extends z.ZodType> = z.output<Schema>;

const listOwnOrdersInput = listOrdersInput.omit({ customerId: true, customerUserId: true });

/** What a customer's account can see and order: its own orders, whatever the request says. */
@ApiTags('orders')
@ErrorsOf('branches', 'inventory')
@Controller('orders/own')
export class OwnOrdersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersSnapshot(ordersSchema)
  @RequirePermission('orders.own')
  list(
    @CurrentPrincipal() { organizationId, userId }: Principal,
    @Query({ schema: listOwnOrdersInput }) filter: Input<typeof listOwnOrdersInput>,
  ) {
    return this.queries.execute(new ListOrders(organizationId, { ...filter, customerUserId: userId }));
  }

  @Get('products')
  @AnswersSnapshot(productsToOrderSchema)
  @RequirePermission('orders.own')
  products(@CurrentPrincipal() { organizationId }: Principal) {
    return this.queries.execute(new ListProductsToOrder(organizationId));
  }

  @Get(':orderId')
  @AnswersSnapshot(orderSchema)
  @RequirePermission('orders.own')
  get(
    @CurrentPrincipal() { organizationId, userId }: Principal,
    @Param('orderId', { schema: z.uuid() }) orderId: string,
  ) {
    return this.queries.execute(new GetOrder(organizationId, orderId, userId));
  }

  /** What the customer is told of each change as it happens: who made it, and why. */
  @Get(':orderId/history')
  @AnswersSnapshot(orderHistorySchema)
  @RequirePermission('orders.own')
  history(
    @CurrentPrincipal() { organizationId, userId }: Principal,
    @Param('orderId', { schema: z.uuid() }) orderId: string,
  ) {
    return this.queries.execute(new GetOrderHistory(organizationId, orderId, userId));
  }

  @Post()
  @AnswersOrder(201)
  @RequirePermission('orders.own')
  place(
    @CurrentCaller() caller: Caller,
    @Body({ schema: placeOwnOrderInput }) input: Input<typeof placeOwnOrderInput>,
  ) {
    return this.commands.execute(new PlaceOwnOrder(caller, input));
  }
}
