import type { SalePayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { businessDay } from '../../platform/clock/business-day.js';
import type { Transaction } from '../../platform/database/database.js';
import { OrganizationRepository } from '../identity/organization.repository.js';
import { SaleRepository } from '../pos/sale.repository.js';

/** What the record holds of a business day. */
export interface RecordedDay {
  readonly date: string;
  readonly sales: readonly SalePayload[];
}

/** How far the record was read: up to a business day, and its last sale that was seen. */
export interface RecordPlace {
  readonly date: string;
  readonly saleId: string;
}

/** Some whole days of the record. */
export interface RecordedDays {
  readonly days: readonly RecordedDay[];
  readonly timeZone: string;
  /** From where it goes on; `undefined` at its end. */
  readonly next: RecordPlace | undefined;
}

const PAGE = 500;

/** The record of sales as whole business days. */
@Injectable()
export class SalesRecord {
  constructor(
    private readonly organizations: OrganizationRepository,
    private readonly sales: SaleRepository,
  ) {}

  /**
   * The business days after a place, as many as come with a page, in order. A day that was read is over: should a sale of it turn up
   * since, it is left to its fact.
   */
  async daysAfter(
    tx: Transaction,
    organizationId: string,
    place: RecordPlace | undefined,
  ): Promise<RecordedDays> {
    const { timeZone } = await this.organizations.get(tx, organizationId);
    const byDay = new Map<string, SalePayload[]>();
    let after = place?.saleId;
    for (;;) {
      const page = await this.sales.inOrder(tx, organizationId, {
        limit: PAGE,
        ...(after !== undefined && { after }),
      });
      after = page.at(-1)?.saleId;
      for (const sale of page) {
        const date = businessDay(new Date(sale.completedAt), timeZone);
        if (place && date <= place.date) continue;
        const ofDay = byDay.get(date) ?? [];
        ofDay.push(sale);
        byDay.set(date, ofDay);
      }
      const days = [...byDay].map(([date, sales]) => ({ date, sales }));
      if (page.length < PAGE) return { days, timeZone, next: undefined };
      // The last day may go on with the next page; the one before it does not.
      const whole = days.slice(0, -1);
      const next = placeAfter(whole.at(-1));
      if (next) return { days: whole, timeZone, next };
    }
  }
}

function placeAfter(day: RecordedDay | undefined): RecordPlace | undefined {
  const last = day?.sales.at(-1);
  return day && last && { date: day.date, saleId: last.saleId };
}
