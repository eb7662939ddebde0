import { Injectable } from '@nestjs/common';
import { and, asc, eq, gt, lte, or, sql } from 'drizzle-orm';
import type { Reader, Transaction } from '../../platform/database/database.js';
import { publications } from './dashboards.schema.js';
import { type Publication, QUIET_MS, type ReadModel } from './publication.js';

/** In one go; what is left waits for the next. */
const MOST_DUE = 1_000;

/** Which read model of which organization. */
export interface PublicationKey {
  readonly organizationId: string;
  readonly readModel: ReadModel;
}

@Injectable()
export class PublicationRepository {
  /** Waits for whoever changes, rebuilds or publishes the read model, and keeps others from it until the transaction ends. */
  async lock(tx: Transaction, organizationId: string, readModel: ReadModel): Promise<Publication> {
    const known = await this.find(tx, organizationId, readModel);
    if (known) return known;
    await tx.insert(publications).values({ organizationId, readModel, dirty: [] }).onConflictDoNothing();
    const created = await this.find(tx, organizationId, readModel);
    if (!created) throw new Error('the publication was not stored');
    return created;
  }

  async save(
    tx: Transaction,
    organizationId: string,
    readModel: ReadModel,
    { publishedAt, dirty }: Publication,
  ): Promise<void> {
    await tx
      .update(publications)
      .set({ publishedAt, dirty: [...dirty] })
      .where(byKey(organizationId, readModel));
  }

  /** The read models, of all organizations, that wait to be published and may be by now, the longest waiting first. */
  async listDue(reader: Reader, now: Date): Promise<PublicationKey[]> {
    const { organizationId, readModel, publishedAt, dirty } = publications;
    const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
    return reader
      .select({ organizationId, readModel })
      .from(publications)
      .where(
        and(
          sql`cardinality(${dirty}) > 0`,
          or(lte(publishedAt, before(QUIET_MS)), gt(publishedAt, before(-QUIET_MS))),
        ),
      )
      .orderBy(asc(publishedAt))
      .limit(MOST_DUE);
  }

  private async find(
    tx: Transaction,
    organizationId: string,
    readModel: ReadModel,
  ): Promise<Publication | undefined> {
    const [found] = await tx
      .select({ publishedAt: publications.publishedAt, dirty: publications.dirty })
      .from(publications)
      .where(byKey(organizationId, readModel))
      .for('update');
    return found;
  }
}

function byKey(organizationId: string, readModel: ReadModel) {
  return and(eq(publications.organizationId, organizationId), eq(publications.readModel, readModel));
}
