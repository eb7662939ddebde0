import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database, type Transaction } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { eachInTurn } from '../../platform/schedule/each-in-turn.js';
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

  /** Publishes whatever may be by now, each in a transaction of its own; what fails keeps the others waiting no longer. */
  async flushDue(ending: AbortSignal): Promise<void> {
    const due = await this.database.read((reader) => this.publications.listDue(reader, this.clock.now()));
    await eachInTurn(due, ending, ({ organizationId, readModel }) => this.flush(organizationId, readModel));
  }

  private async publish(tx: Transaction, organizationId: string, readModel: ReadModel): Promise<void> {
    const events = await this.publisher.catchUp(tx, organizationId, readModel);
    await this.outbox.append(tx, organizationId, actor, events);
  }
}
