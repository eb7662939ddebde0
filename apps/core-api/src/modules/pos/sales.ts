import { type DomainEvent, event, type SalePayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { businessDay } from '../../platform/clock/business-day.js';
import type { Transaction } from '../../platform/database/database.js';
import { OrganizationRepository } from '../identity/organization.repository.js';
import { StockReservations } from '../inventory/stock-reservations.js';
import { SaleRepository } from './sale.repository.js';

/** Where every sale is recorded, of whichever channel. */
@Injectable()
export class Sales {
  constructor(
    private readonly organizations: OrganizationRepository,
    private readonly sales: SaleRepository,
    private readonly reservations: StockReservations,
  ) {}

  /**
   * Keeps the sale, adds it to the totals of its till, and sets its goods aside; answers the events to store. Throws
   * `inventory.stock-insufficient` when a unit of it is gone. It locks daily totals and stock levels, in this order, so it comes
   * after the documents that a command locks.
   */
  async record(tx: Transaction, organizationId: string, sale: SalePayload): Promise<DomainEvent[]> {
    const events: DomainEvent[] = [event('pos:sale:completed', sale)];
    await this.sales.insert(tx, organizationId, sale);
    if (sale.posId !== null) {
      const { timeZone } = await this.organizations.get(tx, organizationId);
      const day = { posId: sale.posId, date: businessDay(new Date(sale.completedAt), timeZone) };
      const totals = await this.sales.addToDailyTotals(tx, organizationId, day, sale);
      events.push(event('pos:daily-totals:updated', totals));
    }
    await this.reservations.reserve(tx, organizationId, sale.warehouseId, sale.lines);
    return events;
  }
}
