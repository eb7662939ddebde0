import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { BranchesModule } from '../branches/branches.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { PosModule } from '../pos/pos.module.js';
import { CancelOrderHandler } from './commands/cancel-order.command.js';
import { ConfirmOrderHandler } from './commands/confirm-order.command.js';
import { ConfirmOrderPaymentHandler } from './commands/confirm-order-payment.command.js';
import { DeliverOrderHandler } from './commands/deliver-order.command.js';
import { MarkOrderReadyHandler } from './commands/mark-order-ready.command.js';
import { PlaceOrderHandler } from './commands/place-order.command.js';
import { PlaceOwnOrderHandler } from './commands/place-own-order.command.js';
import { RefundOrderHandler } from './commands/refund-order.command.js';
import { StartPreparingOrderHandler } from './commands/start-preparing-order.command.js';
import { OrderRepository } from './order.repository.js';
import { OrderCommands } from './order-command.js';
import { OrderPaymentRepository } from './order-payment.repository.js';
import { OrderedGoods } from './ordered-goods.js';
import { OrdersController } from './orders.controller.js';
import { OwnOrderLimits } from './own-order-limits.js';
import { OwnOrdersController } from './own-orders.controller.js';
import { GetOrderHandler } from './queries/get-order.query.js';
import { GetOrderHistoryHandler } from './queries/get-order-history.query.js';
import { ListOrdersHandler } from './queries/list-orders.query.js';
import { ListProductsToOrderHandler } from './queries/list-products-to-order.query.js';
import { RefundRepository } from './refund.repository.js';

@Module({
  imports: [CqrsModule, BranchesModule, IdentityModule, CustomersModule, InventoryModule, PosModule],
  // The routes of one's own orders come first: `own` is not the id of an order.
  controllers: [OwnOrdersController, OrdersController],
  providers: [
    OrderCommands,
    OrderRepository,
    OrderPaymentRepository,
    RefundRepository,
    OrderedGoods,
    OwnOrderLimits,
    PlaceOrderHandler,
    PlaceOwnOrderHandler,
    ConfirmOrderHandler,
    StartPreparingOrderHandler,
    MarkOrderReadyHandler,
    DeliverOrderHandler,
    CancelOrderHandler,
    ConfirmOrderPaymentHandler,
    RefundOrderHandler,
    GetOrderHandler,
    GetOrderHistoryHandler,
    ListOrdersHandler,
    ListProductsToOrderHandler,
  ],
  exports: [RefundRepository],
})
export class OrdersModule {}
