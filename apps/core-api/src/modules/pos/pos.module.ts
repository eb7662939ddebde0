import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { IdentityModule } from '../identity/identity.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { CartController } from './cart.controller.js';
import { CartRepository } from './cart.repository.js';
import { CartCommands } from './cart-command.js';
import { AddDiscountHandler } from './commands/add-discount.command.js';
import { AddLineHandler } from './commands/add-line.command.js';
import { CancelCartHandler } from './commands/cancel-cart.command.js';
import { ChangeLineQuantityHandler } from './commands/change-line-quantity.command.js';
import { ConfirmCartHandler } from './commands/confirm-cart.command.js';
import { CreateWorkstationHandler } from './commands/create-workstation.command.js';
import { OpenCartHandler } from './commands/open-cart.command.js';
import { RemoveDiscountHandler } from './commands/remove-discount.command.js';
import { RemoveLineHandler } from './commands/remove-line.command.js';
import { RenameWorkstationHandler } from './commands/rename-workstation.command.js';
import { TakePaymentHandler } from './commands/take-payment.command.js';
import { VoidPaymentHandler } from './commands/void-payment.command.js';
import { PosController } from './pos.controller.js';
import { GetCartHandler } from './queries/get-cart.query.js';
import { GetDailyTotalsHandler } from './queries/get-daily-totals.query.js';
import { ListCartsHandler } from './queries/list-carts.query.js';
import { ListProductsHandler } from './queries/list-products.query.js';
import { ListSalesHandler } from './queries/list-sales.query.js';
import { ListWorkstationsHandler } from './queries/list-workstations.query.js';
import { SaleRepository } from './sale.repository.js';
import { Sales } from './sales.js';
import { WorkstationRepository } from './workstation.repository.js';

const commandHandlers = [
  CreateWorkstationHandler,
  RenameWorkstationHandler,
  OpenCartHandler,
  AddLineHandler,
  ChangeLineQuantityHandler,
  RemoveLineHandler,
  AddDiscountHandler,
  RemoveDiscountHandler,
  TakePaymentHandler,
  VoidPaymentHandler,
  ConfirmCartHandler,
  CancelCartHandler,
];

const queryHandlers = [
  ListWorkstationsHandler,
  ListProductsHandler,
  GetCartHandler,
  ListCartsHandler,
  ListSalesHandler,
  GetDailyTotalsHandler,
];

@Module({
  imports: [CqrsModule, IdentityModule, InventoryModule],
  controllers: [PosController, CartController],
  providers: [
    CartCommands,
    CartRepository,
    SaleRepository,
    Sales,
    WorkstationRepository,
    ...commandHandlers,
    ...queryHandlers,
  ],
  exports: [SaleRepository, Sales, WorkstationRepository],
})
export class PosModule {}
