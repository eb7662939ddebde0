import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database, type Transaction } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { FiguresPublisher } from './figures.publisher.js';
import type { ReadModel } from './publication.js';
import { PublicationRepository } from './publication.repository.js';

/** Nobody in particular: what waited was changed by several. */
const actor = { userId: null, deviceId: null };

/** Publishes figures that had to wait. */
@Injectable()
export class PublicationFlusher {
  constructor(
    private readonly database: Database,
    private readonly publications: PublicationRepository,
    private readonly publisher: FiguresPublisher,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Waits for the transaction that changes the read model, as it may be the one that asked for this. */
  flush(organizationId: string, readModel: ReadModel): Promise<void> {
    return this.database.transaction((tx) => this.publish(tx, organizationId, readModel));
  }

  /** Publishes whatever may be by now, each in a transaction of its own. */
  async flushDue(ending: AbortSignal): Promise<void> {
    while (!ending.aborted && (await this.database.transaction((tx) => this.flushNext(tx))));
  }

  private async flushNext(tx: Transaction): Promise<boolean> {
    const due = await this.publications.lockNextDue(tx, this.clock.now());
    if (!due) return false;
    await this.publish(tx, due.organizationId, due.readModel);
    return true;
  }

  private async publish(tx: Transaction, organizationId: string, readModel: ReadModel): Promise<void> {
    const events = await this.publisher.catchUp(tx, organizationId, readModel);
    await this.outbox.append(tx, organizationId, actor, events);
  }
}
