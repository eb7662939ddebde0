import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { IdentityModule } from '../identity/identity.module.js';
import { ApplyCountSessionHandler } from './commands/apply-count-session.command.js';
import { ApplyMovementHandler } from './commands/apply-movement.command.js';
import { CancelCountSessionHandler } from './commands/cancel-count-session.command.js';
import { ChangeDraftHandler } from './commands/change-draft.command.js';
import { ChangeProductHandler } from './commands/change-product.command.js';
import { ChangeSettingsHandler } from './commands/change-settings.command.js';
import { CloseCountSessionHandler } from './commands/close-count-session.command.js';
import { CreateProductHandler } from './commands/create-product.command.js';
import { CreateWarehouseHandler } from './commands/create-warehouse.command.js';
import { DraftMovementHandler } from './commands/draft-movement.command.js';
import { OpenCountSessionHandler } from './commands/open-count-session.command.js';
import { RecordCountHandler } from './commands/record-count.command.js';
import { ReopenCountSessionHandler } from './commands/reopen-count-session.command.js';
import { ReverseMovementHandler } from './commands/reverse-movement.command.js';
import { DeductStockOnSaleCompleted } from './consumers/deduct-stock-on-sale-completed.consumer.js';
import { CountSessionController } from './count-session.controller.js';
import { CountSessionRepository } from './count-session.repository.js';
import { CountSessionCommands } from './count-session-command.js';
import { InventoryController } from './inventory.controller.js';
import { MovementController } from './movement.controller.js';
import { MovementRepository } from './movement.repository.js';
import { ProductController } from './product.controller.js';
import { ProductRepository } from './product.repository.js';
import { GetCountSessionHandler } from './queries/get-count-session.query.js';
import { GetMovementHandler } from './queries/get-movement.query.js';
import { GetSettingsHandler } from './queries/get-settings.query.js';
import { ListBatchesHandler } from './queries/list-batches.query.js';
import { ListCountSessionsHandler } from './queries/list-count-sessions.query.js';
import { ListKeptProductsHandler } from './queries/list-kept-products.query.js';
import { ListMovementsHandler } from './queries/list-movements.query.js';
import { ListStockHandler } from './queries/list-stock.query.js';
import { ListWarehousesHandler } from './queries/list-warehouses.query.js';
import { SettingsRepository } from './settings.repository.js';
import { StockLedger } from './stock-ledger.js';
import { StockLevelRepository } from './stock-level.repository.js';
import { StockReservations } from './stock-reservations.js';
import { WarehouseRepository } from './warehouse.repository.js';

@Module({
  imports: [CqrsModule, IdentityModule],
  controllers: [InventoryController, ProductController, MovementController, CountSessionController],
  providers: [
    ProductRepository,
    WarehouseRepository,
    StockLevelRepository,
    StockReservations,
    StockLedger,
    MovementRepository,
    CountSessionRepository,
    CountSessionCommands,
    SettingsRepository,
    DeductStockOnSaleCompleted,
    ApplyMovementHandler,
    ChangeDraftHandler,
    ChangeProductHandler,
    ChangeSettingsHandler,
    CreateProductHandler,
    CreateWarehouseHandler,
    DraftMovementHandler,
    ReverseMovementHandler,
    GetMovementHandler,
    GetSettingsHandler,
    ListBatchesHandler,
    ListKeptProductsHandler,
    ListMovementsHandler,
    ListStockHandler,
    ListWarehousesHandler,
    ApplyCountSessionHandler,
    CancelCountSessionHandler,
    CloseCountSessionHandler,
    OpenCountSessionHandler,
    RecordCountHandler,
    ReopenCountSessionHandler,
    GetCountSessionHandler,
    ListCountSessionsHandler,
  ],
  exports: [ProductRepository, WarehouseRepository, StockLedger, StockLevelRepository, StockReservations],
})
export class InventoryModule {}
