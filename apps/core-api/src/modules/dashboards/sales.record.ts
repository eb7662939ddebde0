import type { SalePayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { businessDay } from '../../platform/clock/business-day.js';
import type { Transaction } from '../../platform/database/database.js';
import { OrganizationRepository } from '../identity/organization.repository.js';
import { type Refund, RefundRepository } from '../orders/refund.repository.js';
import { SaleRepository } from '../pos/sale.repository.js';

/** What the record holds of a business day. */
export interface RecordedDay {
  readonly date: string;
  readonly sales: readonly SalePayload[];
  readonly refunds: readonly Refund[];
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
const DAY_MS = 24 * 60 * 60 * 1_000;

/** The record of sales and refunds as whole business days. */
@Injectable()
export class SalesRecord {
  constructor(
    private readonly organizations: OrganizationRepository,
    private readonly sales: SaleRepository,
    private readonly refunds: RefundRepository,
  ) {}

  /**
   * The business days after a place, as many as come with a page of sales, in order. A day that was read is over: should a sale or a
   * refund of it turn up since, it is left to its fact.
   */
  async daysAfter(
    tx: Transaction,
    organizationId: string,
    place: RecordPlace | undefined,
  ): Promise<RecordedDays> {
    const { timeZone } = await this.organizations.get(tx, organizationId);
    const { byDay, next } = await this.salesAfter(tx, organizationId, place, timeZone);
    const stretch = { after: place?.date, upTo: next?.date };
    const refunds = await this.refundsIn(tx, organizationId, stretch, timeZone);
    const dates = [...new Set([...byDay.keys(), ...refunds.keys()])].sort();
    const days = dates.map((date) => ({
      date,
      sales: byDay.get(date) ?? [],
      refunds: refunds.get(date) ?? [],
    }));
    return { days, timeZone, next };
  }

  private async salesAfter(
    tx: Transaction,
    organizationId: string,
    place: RecordPlace | undefined,
    timeZone: string,
  ): Promise<{ readonly byDay: ReadonlyMap<string, SalePayload[]>; readonly next: RecordPlace | undefined }> {
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
        addTo(byDay, date, sale);
      }
      if (page.length < PAGE) return { byDay, next: undefined };
      // The last day may go on with the next page; the one before it does not.
      const whole = [...byDay].slice(0, -1);
      const next = placeAfter(whole.at(-1));
      if (next) return { byDay: new Map(whole), next };
    }
  }

  /** Refunds of the business days after one and up to another. A business day begins and ends within a day of the one in UTC. */
  private async refundsIn(
    tx: Transaction,
    organizationId: string,
    { after, upTo }: { readonly after: string | undefined; readonly upTo: string | undefined },
    timeZone: string,
  ): Promise<ReadonlyMap<string, Refund[]>> {
    const byDay = new Map<string, Refund[]>();
    const from = after === undefined ? undefined : new Date(Date.parse(after));
    const before = upTo === undefined ? undefined : new Date(Date.parse(upTo) + 2 * DAY_MS);
    for (const refund of await this.refunds.between(tx, organizationId, { from, before })) {
      const date = businessDay(refund.refundedAt, timeZone);
      if (after !== undefined && date <= after) continue;
      if (upTo !== undefined && date > upTo) continue;
      addTo(byDay, date, refund);
    }
    return byDay;
  }
}

function addTo<Item>(byDay: Map<string, Item[]>, date: string, item: Item): void {
  const ofDay = byDay.get(date);
  if (ofDay) ofDay.push(item);
  else byDay.set(date, [item]);
}

function placeAfter(
  day: readonly [date: string, sales: readonly SalePayload[]] | undefined,
): RecordPlace | undefined {
  if (!day) return undefined;
  const [date, sales] = day;
  const last = sales.at(-1);
  return last && { date, saleId: last.saleId };
}
