import { countSessionSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { CountSessionRepository } from '../count-session.repository.js';
import { countSessionPayload } from '../count-session-payload.js';

export const countSessionAnswerSchema = countSessionSchema.extend({
  counts: z
    .array(
      z.object({
        productId: z.uuid(),
        sku: z.string(),
        name: z.string(),
        expected: z.int().describe('units that should have lain there when the product was counted'),
        counted: z.int().nonnegative(),
        countedBy: z.object({ userId: z.string(), displayName: z.string() }),
        countedAt: z.iso.datetime(),
      }),
    )
    .describe('the last count of each product, by SKU'),
});

export type CountSessionAnswer = z.infer<typeof countSessionAnswerSchema>;

export class GetCountSession extends Query<Snapshot<CountSessionAnswer>> {
  constructor(
    readonly organizationId: string,
    readonly countSessionId: string,
  ) {
    super();
  }
}

@QueryHandler(GetCountSession)
export class GetCountSessionHandler implements IQueryHandler<GetCountSession> {
  constructor(
    private readonly database: Database,
    private readonly sessions: CountSessionRepository,
  ) {}

  execute({ organizationId, countSessionId }: GetCountSession): Promise<Snapshot<CountSessionAnswer>> {
    return readSnapshot(this.database, organizationId, async (tx) => {
      const session = await this.sessions.get(tx, organizationId, countSessionId);
      const counts = session.counts.map(
        ({ productId, sku, name, expected, counted, countedBy, countedAt }) => {
          return { productId, sku, name, expected, counted, countedBy, countedAt: countedAt.toISOString() };
        },
      );
      return { ...countSessionPayload(session), counts };
    });
  }
}
