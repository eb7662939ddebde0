import { isDeepStrictEqual } from 'node:util';
import type { Actor, DomainEvent } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import type { Rebuilt } from './dashboards.answers.js';
import { FiguresPublisher } from './figures.publisher.js';
import { type RecordedDay, type RecordPlace, SalesRecord } from './sales.record.js';
import { SalesDayRepository } from './sales-day.repository.js';
import { figuresOf, type SalesFigures } from './sales-figures.js';

interface Step extends Rebuilt {
  /** From where the next step goes on; `undefined` after the last. */
  readonly place: RecordPlace | undefined;
  readonly events: readonly DomainEvent[];
}

/**
 * Works out what was sold and refunded from the record of both, while sales and refunds go on. Business days are independent of each
 * other, so each step takes the lock of the read model for some days only. A fact that arrives meanwhile waits for that lock; afterwards
 * the sale, or the refund, is among those counted, or it was committed too late to be read, and is added. So a day is right once its
 * step is over, and stays right.
 */
@Injectable()
export class SalesRebuild {
  constructor(
    private readonly database: Database,
    private readonly record: SalesRecord,
    private readonly days: SalesDayRepository,
    private readonly publisher: FiguresPublisher,
    private readonly outbox: Outbox,
  ) {}

  async run(organizationId: string, actor: Actor): Promise<Rebuilt> {
    const rebuilt = { read: 0, corrected: 0 };
    let place: RecordPlace | undefined;
    do {
      const step = await this.database.transaction(async (tx) => {
        const taken = await this.step(tx, organizationId, place);
        await this.outbox.append(tx, organizationId, actor, taken.events);
        return taken;
      });
      rebuilt.read += step.read;
      rebuilt.corrected += step.corrected;
      place = step.place;
    } while (place);
    return rebuilt;
  }

  private async step(tx: Transaction, organizationId: string, from: RecordPlace | undefined): Promise<Step> {
    let read = 0;
    let place: RecordPlace | undefined;
    const corrected: string[] = [];
    const events = await this.publisher.changeSales(tx, organizationId, async () => {
      const { days, timeZone, next } = await this.record.daysAfter(tx, organizationId, from);
      const known = await this.days.list(tx, organizationId, { after: from?.date, upTo: next?.date });
      const unrecorded = known.filter((date) => !days.some((day) => day.date === date));
      for (const day of [...days, ...unrecorded.map((date) => ({ date, sales: [], refunds: [] }))]) {
        if (await this.correct(tx, organizationId, day, timeZone)) corrected.push(day.date);
        read += day.sales.length + day.refunds.length;
      }
      place = next;
      return corrected;
    });
    return { read, corrected: corrected.length, events, place };
  }

  /** Makes the day what the record says; answers whether it was anything else. */
  private async correct(
    tx: Transaction,
    organizationId: string,
    { date, ...contents }: RecordedDay,
    timeZone: string,
  ): Promise<boolean> {
    const figures = figuresOf(contents, timeZone);
    await this.days.recount(tx, organizationId, date, contents);
    if (isDeepStrictEqual(await this.known(tx, organizationId, date), figures)) return false;
    await this.days.replace(tx, organizationId, date, figures);
    return true;
  }

  private async known(
    tx: Transaction,
    organizationId: string,
    date: string,
  ): Promise<SalesFigures | undefined> {
    const day = await this.days.find(tx, organizationId, date);
    if (!day) return undefined;
    const { version: _, ...figures } = day;
    return { ...figures, byProduct: await this.days.products(tx, organizationId, date) };
  }
}
