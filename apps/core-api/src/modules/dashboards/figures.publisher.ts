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
 * Decides which figures go out now. Answers the events to append; what must wait is remembered in the row, and this process is woken to
 * publish it. Locks are taken in one order: sales, inventory, the head of the organization's events.
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

  /** The first statement of whoever changes a read model. */
  async lock(tx: Transaction, organizationId: string, readModel: ReadModel): Promise<void> {
    await this.publications.lock(tx, organizationId, readModel);
  }

  async salesChanged(tx: Transaction, organizationId: string, date: string): Promise<DomainEvent[]> {
    const publication = await this.publications.lock(tx, organizationId, 'sales');
    return this.publish(tx, organizationId, 'sales', markChanged(publication, date));
  }

  async inventoryChanged(tx: Transaction, organizationId: string): Promise<DomainEvent[]> {
    const publication = await this.publications.lock(tx, organizationId, 'inventory');
    await this.inventory.rise(tx, organizationId);
    return this.publish(tx, organizationId, 'inventory', markChanged(publication, KPIS));
  }

  /** Time went on: batches come to their warning time, and sales leave the last days. */
  async timePassed(tx: Transaction, organizationId: string): Promise<DomainEvent[]> {
    await this.lock(tx, organizationId, 'inventory');
    return (await this.inventory.moveOn(tx, organizationId)) ? this.inventoryChanged(tx, organizationId) : [];
  }

  /** Publishes what waits, when its time has come. */
  async catchUp(tx: Transaction, organizationId: string, readModel: ReadModel): Promise<DomainEvent[]> {
    const publication = await this.publications.lock(tx, organizationId, readModel);
    if (publication.dirty.length === 0) return [];
    return this.publish(tx, organizationId, readModel, publication);
  }

  private async publish(
    tx: Transaction,
    organizationId: string,
    readModel: ReadModel,
    publication: Publication,
  ): Promise<DomainEvent[]> {
    // Only now: the lock may have been waited for.
    const now = this.clock.now();
    const { publication: next, subject } = takeTurn(publication, now);
    await this.publications.save(tx, organizationId, readModel, next);
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
    return event('dashboard:inventory-kpis:updated', await this.inventory.read(tx, organizationId));
  }
}
