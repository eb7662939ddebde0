import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DeductStockOnSaleCompleted } from './consumers/deduct-stock-on-sale-completed.consumer.js';
import { MovementRepository } from './movement.repository.js';
import { ProductRepository } from './product.repository.js';
import { SettingsRepository } from './settings.repository.js';
import { StockLedger } from './stock-ledger.js';
import { StockLevelRepository } from './stock-level.repository.js';
import { StockReservations } from './stock-reservations.js';
import { WarehouseRepository } from './warehouse.repository.js';

@Module({
  imports: [CqrsModule],
  providers: [
    ProductRepository,
    WarehouseRepository,
    StockLevelRepository,
    StockReservations,
    StockLedger,
    MovementRepository,
    SettingsRepository,
    DeductStockOnSaleCompleted,
  ],
  exports: [ProductRepository, WarehouseRepository, StockLevelRepository, StockReservations],
})
export class InventoryModule {}
