import { type DomainEvent, event } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import type { Transaction } from '../../platform/database/database.js';
import { InventoryReadModel } from './inventory.read-model.js';
import { PublicationAlarm } from './publication.alarm.js';
import { markChanged, type Publication, quietFor, type ReadModel, takeTurn } from './publication.js';
import { PublicationRepository } from './publication.repository.js';
import { SalesReadModel } from './sales.read-model.js';

/** The only subject of the read model `inventory`; those of `sales` are business days. */
const KPIS = 'kpis';

/**
 * Changes read models, and decides which figures go out now. Answers the events to append; what must wait is remembered in the row,
 * and this process is woken to publish it. Locks are taken in one order: sales, inventory, the head of the organization's events.
 */
@Injectable()
export class FiguresPublisher {
  constructor(
    private readonly publications: PublicationRepository,
    private readonly sales: SalesReadModel,
    private readonly inventory: InventoryReadModel,
    private readonly alarm: PublicationAlarm,
    private readonly clock: Clock,
  ) {}

  /** Runs `change` while nobody else changes what was sold; it answers the business days whose figures are others now. */
  async changeSales(
    tx: Transaction,
    organizationId: string,
    change: () => Promise<readonly string[]>,
  ): Promise<DomainEvent[]> {
    const { changed, events } = await this.changeDays(tx, organizationId, change);
    if (!changed) return events;
    // The units sold in the last days are among the key figures of the stock.
    return [...events, ...(await this.changeInventory(tx, organizationId, async () => true))];
  }

  /** As `changeSales`, when nothing changes of what was sold but only what was refunded. */
  async changeRefunds(
    tx: Transaction,
    organizationId: string,
    change: () => Promise<readonly string[]>,
  ): Promise<readonly DomainEvent[]> {
    const { events } = await this.changeDays(tx, organizationId, change);
    return events;
  }

  /** Runs `change` while nobody else changes the key figures of the stock; it answers whether they are others now. */
  async changeInventory(
    tx: Transaction,
    organizationId: string,
    change: () => Promise<boolean>,
  ): Promise<DomainEvent[]> {
    const publication = await this.publications.lock(tx, organizationId, 'inventory');
    if (!(await change())) return [];
    await this.inventory.rise(tx, organizationId);
    return this.publish(tx, organizationId, 'inventory', publication, [KPIS]);
  }

  /** Publishes what waits, when its time has come. */
  async catchUp(tx: Transaction, organizationId: string, readModel: ReadModel): Promise<DomainEvent[]> {
    return this.publish(
      tx,
      organizationId,
      readModel,
      await this.publications.lock(tx, organizationId, readModel),
      [],
    );
  }

  private async changeDays(
    tx: Transaction,
    organizationId: string,
    change: () => Promise<readonly string[]>,
  ): Promise<{ readonly changed: boolean; readonly events: DomainEvent[] }> {
    const publication = await this.publications.lock(tx, organizationId, 'sales');
    const dates = await change();
    if (dates.length === 0) return { changed: false, events: [] };
    return { changed: true, events: await this.publish(tx, organizationId, 'sales', publication, dates) };
  }

  private async publish(
    tx: Transaction,
    organizationId: string,
    readModel: ReadModel,
    publication: Publication,
    changed: readonly string[],
  ): Promise<DomainEvent[]> {
    // Only now: the lock may have been waited for.
    const now = this.clock.now();
    const { publication: next, subject } = takeTurn(changed.reduce(markChanged, publication), now);
    if (next !== publication) await this.publications.save(tx, organizationId, readModel, next);
    if (next.dirty.length > 0) this.alarm.set(organizationId, readModel, quietFor(next, now));
    if (subject === undefined) return [];
    return [await this.eventOf(tx, organizationId, readModel, subject)];
  }

  private async eventOf(
    tx: Transaction,
    organizationId: string,
    readModel: ReadModel,
    subject: string,
  ): Promise<DomainEvent> {
    if (readModel === 'sales') {
      return event('dashboard:sales:updated', await this.sales.read(tx, organizationId, subject));
    }
    // Midnight may have passed since the change.
    if (await this.inventory.moveOn(tx, organizationId)) await this.inventory.rise(tx, organizationId);
    return event('dashboard:inventory-kpis:updated', await this.inventory.read(tx, organizationId));
  }
}
