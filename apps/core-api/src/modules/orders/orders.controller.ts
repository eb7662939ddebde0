import type { Principal } from '@business-control/access-token';
import { orderSchema } from '@business-control/realtime-contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { ErrorsOf } from '../../platform/http/errors-of.decorator.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { CancelOrder, cancelOrderInput } from './commands/cancel-order.command.js';
import { ConfirmOrder } from './commands/confirm-order.command.js';
import { ConfirmOrderPayment, confirmOrderPaymentInput } from './commands/confirm-order-payment.command.js';
import { DeliverOrder } from './commands/deliver-order.command.js';
import { MarkOrderReady } from './commands/mark-order-ready.command.js';
import { PlaceOrder, placeOrderInput } from './commands/place-order.command.js';
import { RefundOrder, refundOrderInput } from './commands/refund-order.command.js';
import { StartPreparingOrder } from './commands/start-preparing-order.command.js';
import { AnswersOrder } from './orders.answers.js';
import { GetOrder } from './queries/get-order.query.js';
import { GetOrderHistory, orderHistorySchema } from './queries/get-order-history.query.js';
import { ListOrders, listOrdersInput, ordersSchema } from './queries/list-orders.query.js';

type Input<Schema extends z.ZodType> = z.output<Schema>;

const OrderId = () => Param('orderId', { schema: z.uuid() });

/** Every command answers with the order as it is then. */
@ApiTags('orders')
@ErrorsOf('branches', 'customers', 'inventory', 'pos')
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersSnapshot(ordersSchema)
  @RequirePermission('orders.read')
  list(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listOrdersInput }) filter: Input<typeof listOrdersInput>,
  ) {
    return this.queries.execute(new ListOrders(organizationId, filter));
  }

  @Get(':orderId')
  @AnswersSnapshot(orderSchema)
  @RequirePermission('orders.read')
  get(@CurrentPrincipal() { organizationId }: Principal, @OrderId() orderId: string) {
    return this.queries.execute(new GetOrder(organizationId, orderId));
  }

  @Get(':orderId/history')
  @AnswersSnapshot(orderHistorySchema)
  @RequirePermission('orders.read')
  history(@CurrentPrincipal() { organizationId }: Principal, @OrderId() orderId: string) {
    return this.queries.execute(new GetOrderHistory(organizationId, orderId));
  }

  @Post()
  @AnswersOrder(201)
  @RequirePermission('orders.manage')
  place(
    @CurrentCaller() caller: Caller,
    @Body({ schema: placeOrderInput }) input: Input<typeof placeOrderInput>,
  ) {
    return this.commands.execute(new PlaceOrder(caller, input));
  }

  @Post(':orderId/confirm')
  @HttpCode(200)
  @AnswersOrder(200)
  @RequirePermission('orders.manage')
  confirm(@CurrentCaller() caller: Caller, @OrderId() orderId: string) {
    return this.commands.execute(new ConfirmOrder(caller, { orderId }));
  }

  @Post(':orderId/prepare')
  @HttpCode(200)
  @AnswersOrder(200)
  @RequirePermission('orders.manage')
  startPreparing(@CurrentCaller() caller: Caller, @OrderId() orderId: string) {
    return this.commands.execute(new StartPreparingOrder(caller, { orderId }));
  }

  @Post(':orderId/ready')
  @HttpCode(200)
  @AnswersOrder(200)
  @RequirePermission('orders.manage')
  markReady(@CurrentCaller() caller: Caller, @OrderId() orderId: string) {
    return this.commands.execute(new MarkOrderReady(caller, { orderId }));
  }

  @Post(':orderId/deliver')
  @HttpCode(200)
  @AnswersOrder(200)
  @RequirePermission('orders.manage')
  deliver(@CurrentCaller() caller: Caller, @OrderId() orderId: string) {
    return this.commands.execute(new DeliverOrder(caller, { orderId }));
  }

  @Post(':orderId/payments')
  @AnswersOrder(201)
  @RequirePermission('orders.manage')
  confirmPayment(
    @CurrentCaller() caller: Caller,
    @OrderId() orderId: string,
    @Body({ schema: confirmOrderPaymentInput }) input: Input<typeof confirmOrderPaymentInput>,
  ) {
    return this.commands.execute(new ConfirmOrderPayment(caller, { ...input, orderId }));
  }

  @Post(':orderId/cancel')
  @HttpCode(200)
  @AnswersOrder(200)
  @RequirePermission('orders.manage')
  cancel(
    @CurrentCaller() caller: Caller,
    @OrderId() orderId: string,
    @Body({ schema: cancelOrderInput }) input: Input<typeof cancelOrderInput>,
  ) {
    return this.commands.execute(new CancelOrder(caller, { ...input, orderId }));
  }

  @Post(':orderId/refund')
  @HttpCode(200)
  @AnswersOrder(200)
  @RequirePermission('orders.manage')
  refund(
    @CurrentCaller() caller: Caller,
    @OrderId() orderId: string,
    @Body({ schema: refundOrderInput }) input: Input<typeof refundOrderInput>,
  ) {
    return this.commands.execute(new RefundOrder(caller, { ...input, orderId }));
  }
}
