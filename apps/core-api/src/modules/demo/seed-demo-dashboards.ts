import type { Transaction } from '../../platform/database/database.js';
import { projectionOf } from '../dashboards/inventory-kpis.js';
import { InventoryKpisRepository } from '../dashboards/inventory-kpis.repository.js';
import { type RecordPlace, SalesRecord } from '../dashboards/sales.record.js';
import { SalesDayRepository } from '../dashboards/sales-day.repository.js';
import { figuresOf } from '../dashboards/sales-figures.js';
import { OrganizationRepository } from '../identity/organization.repository.js';
import { StockLevelRepository } from '../inventory/stock-level.repository.js';
import { RefundRepository } from '../orders/refund.repository.js';
import { SaleRepository } from '../pos/sale.repository.js';

/** Figures of what lies in stock and of what was sold: no fact tells of what was never done. */
export async function seedDemoDashboards(tx: Transaction, organizationId: string): Promise<void> {
  const kpis = new InventoryKpisRepository();
  for (const level of await new StockLevelRepository().list(tx, organizationId)) {
    await kpis.keepLevel(tx, organizationId, projectionOf(level));
  }
  const salesDays = new SalesDayRepository();
  const record = new SalesRecord(new OrganizationRepository(), new SaleRepository(), new RefundRepository());
  let place: RecordPlace | undefined;
  do {
    const { days, timeZone, next } = await record.daysAfter(tx, organizationId, place);
    for (const { date, ...contents } of days) {
      await salesDays.recount(tx, organizationId, date, contents);
      await salesDays.replace(tx, organizationId, date, figuresOf(contents, timeZone));
    }
    place = next;
  } while (place);
}
