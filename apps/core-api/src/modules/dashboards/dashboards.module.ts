import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AlertsModule } from '../alerts/alerts.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PosModule } from '../pos/pos.module.js';
import { RebuildReadModelHandler } from './commands/rebuild-read-model.command.js';
import { AddRefundToSalesDashboardOnOrderStatusChanged } from './consumers/add-refund-to-sales-dashboard-on-order-status-changed.consumer.js';
import { AddSaleToSalesDashboardOnSaleCompleted } from './consumers/add-sale-to-sales-dashboard-on-sale-completed.consumer.js';
import { KeepStockLevelOnStockUpdated } from './consumers/keep-stock-level-on-stock-updated.consumer.js';
import { DashboardsController } from './dashboards.controller.js';
import { FiguresPublisher } from './figures.publisher.js';
import { InventoryReadModel } from './inventory.read-model.js';
import { InventoryKpisRepository } from './inventory-kpis.repository.js';
import { PublicationAlarm } from './publication.alarm.js';
import { PublicationFlusher } from './publication.flusher.js';
import { PublicationRepository } from './publication.repository.js';
import { PublishWaitingFigures } from './publish-waiting-figures.job.js';
import { GetInventoryKpisHandler } from './queries/get-inventory-kpis.query.js';
import { GetSalesDashboardHandler } from './queries/get-sales-dashboard.query.js';
import { RefreshInventoryKpis } from './refresh-inventory-kpis.job.js';
import { SalesReadModel } from './sales.read-model.js';
import { SalesRebuild } from './sales.rebuild.js';
import { SalesRecord } from './sales.record.js';
import { SalesDayRepository } from './sales-day.repository.js';
import { StockRebuild } from './stock.rebuild.js';

const readModels = [SalesDayRepository, SalesReadModel, InventoryKpisRepository, InventoryReadModel];

const publishing = [
  PublicationRepository,
  PublicationAlarm,
  FiguresPublisher,
  PublicationFlusher,
  PublishWaitingFigures,
  RefreshInventoryKpis,
];

const rebuilding = [SalesRecord, SalesRebuild, StockRebuild, RebuildReadModelHandler];

@Module({
  imports: [CqrsModule, AlertsModule, IdentityModule, PosModule, OrdersModule, InventoryModule],
  controllers: [DashboardsController],
  providers: [
    ...readModels,
    ...publishing,
    ...rebuilding,
    AddSaleToSalesDashboardOnSaleCompleted,
    AddRefundToSalesDashboardOnOrderStatusChanged,
    KeepStockLevelOnStockUpdated,
    GetSalesDashboardHandler,
    GetInventoryKpisHandler,
  ],
})
export class DashboardsModule {}
