import type { OrderPayload, SalePayload, SalesDashboardPayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { businessDay } from '../../platform/clock/business-day.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Transaction } from '../../platform/database/database.js';
import { OrganizationRepository } from '../identity/organization.repository.js';
import { nothingSold, salesDashboard } from './sales-dashboard.js';
import { type Counted, SalesDayRepository } from './sales-day.repository.js';
import { type CountedDay, figuresOf } from './sales-figures.js';

/** What organizations sold and refunded, day by day. Who adds holds the lock of the read model. */
@Injectable()
export class SalesReadModel {
  constructor(
    private readonly organizations: OrganizationRepository,
    private readonly days: SalesDayRepository,
    private readonly clock: Clock,
  ) {}

  /** Adds a sale to the figures of its business day; answers the days this changes: none when they contain it already. */
  addSale(tx: Transaction, organizationId: string, sale: SalePayload): Promise<readonly string[]> {
    const { saleId, completedAt } = sale;
    const contents = { sales: [sale], refunds: [] };
    return this.add(tx, organizationId, new Date(completedAt), { kind: 'sale', id: saleId }, contents);
  }

  /** Adds a refund to the figures of the business day on which the order was refunded: its last change, nothing follows it. */
  addRefund(tx: Transaction, organizationId: string, order: OrderPayload): Promise<readonly string[]> {
    const { orderId, total, updatedAt } = order;
    const contents = { sales: [], refunds: [{ orderId, amount: total }] };
    return this.add(tx, organizationId, new Date(updatedAt), { kind: 'refund', id: orderId }, contents);
  }

  /** The figures of a business day; of today unless another one is named. */
  async read(
    tx: Transaction,
    organizationId: string,
    wanted: string | undefined,
  ): Promise<SalesDashboardPayload> {
    const { currency, timeZone } = await this.organizations.get(tx, organizationId);
    const date = wanted ?? businessDay(this.clock.now(), timeZone);
    const day = (await this.days.find(tx, organizationId, date)) ?? { ...nothingSold, version: 0 };
    const byProduct = await this.days.bestSellers(tx, organizationId, date);
    return salesDashboard(day, { date, currency, byProduct, version: day.version });
  }

  private async add(
    tx: Transaction,
    organizationId: string,
    at: Date,
    counted: Counted,
    contents: CountedDay,
  ): Promise<readonly string[]> {
    const { timeZone } = await this.organizations.get(tx, organizationId);
    const date = businessDay(at, timeZone);
    if (!(await this.days.count(tx, organizationId, date, counted))) return [];
    await this.days.add(tx, organizationId, date, figuresOf(contents, timeZone));
    return [date];
  }
}
