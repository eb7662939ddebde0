import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ApplyCountSessionHandler } from './commands/apply-count-session.command.js';
import { CancelCountSessionHandler } from './commands/cancel-count-session.command.js';
import { CloseCountSessionHandler } from './commands/close-count-session.command.js';
import { OpenCountSessionHandler } from './commands/open-count-session.command.js';
import { RecordCountHandler } from './commands/record-count.command.js';
import { ReopenCountSessionHandler } from './commands/reopen-count-session.command.js';
import { DeductStockOnSaleCompleted } from './consumers/deduct-stock-on-sale-completed.consumer.js';
import { CountSessionController } from './count-session.controller.js';
import { CountSessionRepository } from './count-session.repository.js';
import { CountSessionCommands } from './count-session-command.js';
import { MovementRepository } from './movement.repository.js';
import { ProductRepository } from './product.repository.js';
import { GetCountSessionHandler } from './queries/get-count-session.query.js';
import { ListCountSessionsHandler } from './queries/list-count-sessions.query.js';
import { SettingsRepository } from './settings.repository.js';
import { StockLedger } from './stock-ledger.js';
import { StockLevelRepository } from './stock-level.repository.js';
import { StockReservations } from './stock-reservations.js';
import { WarehouseRepository } from './warehouse.repository.js';

@Module({
  imports: [CqrsModule],
  controllers: [CountSessionController],
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
