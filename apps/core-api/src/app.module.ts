import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { AlertsModule } from './modules/alerts/alerts.module.js';
import { AssignmentModule } from './modules/assignment/assignment.module.js';
import { AuditModule } from './modules/audit/audit.module.js';
import { BranchesModule } from './modules/branches/branches.module.js';
import { ChatModule } from './modules/chat/chat.module.js';
import { CustomersModule } from './modules/customers/customers.module.js';
import { DashboardsModule } from './modules/dashboards/dashboards.module.js';
import { DemoModule } from './modules/demo/demo.module.js';
import { IdentityModule } from './modules/identity/identity.module.js';
import { InventoryModule } from './modules/inventory/inventory.module.js';
import { NotificationsModule } from './modules/notifications/notifications.module.js';
import { OrdersModule } from './modules/orders/orders.module.js';
import { PosModule } from './modules/pos/pos.module.js';
import { VisitorsModule } from './modules/visitors/visitors.module.js';
import { requestLogging } from './platform/logging/logger.js';
import { platformModule } from './platform/platform.module.js';
import type { Seams } from './platform/seams.js';

@Module({})
export class AppModule {}

/** The whole of core-api on the given seams. */
export function appModule(seams: Seams): DynamicModule {
  return {
    module: AppModule,
    imports: [
      LoggerModule.forRoot(requestLogging(seams.logger)),
      platformModule(seams),
      AlertsModule,
      AssignmentModule,
      AuditModule,
      BranchesModule,
      ChatModule,
      CustomersModule,
      DashboardsModule,
      DemoModule,
      IdentityModule,
      NotificationsModule,
      InventoryModule,
      OrdersModule,
      PosModule,
      VisitorsModule,
    ],
  };
}
