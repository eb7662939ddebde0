import { systemMessageSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { alertConditions } from '../alerts.schema.js';
import { severities } from '../finding.js';

export const listAlertsInput = z.object({
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

const standingAlertSchema = systemMessageSchema.extend({
  severity: z.enum(severities).describe('which event told of it: `system:<severity>`'),
});

export const alertsSchema = z.object({
  items: z.array(standingAlertSchema).describe('what stands now, newest first'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type Alerts = z.infer<typeof alertsSchema>;

export class ListAlerts extends Query<Snapshot<Alerts>> {
  constructor(
    readonly organizationId: string,
    readonly page: z.output<typeof listAlertsInput>,
  ) {
    super();
  }
}

@QueryHandler(ListAlerts)
export class ListAlertsHandler implements IQueryHandler<ListAlerts> {
  constructor(private readonly database: Database) {}

  execute({ organizationId, page: { before, limit } }: ListAlerts): Promise<Snapshot<Alerts>> {
    return readSnapshot(this.database, organizationId, async (tx) => {
      const rows = await tx
        .select({ severity: alertConditions.severity, message: alertConditions.message })
        .from(alertConditions)
        .where(
          and(
            eq(alertConditions.organizationId, organizationId),
            alertConditions.standing,
            // The id itself, not its row: that may have ended between two pages.
            before === undefined ? undefined : lt(alertConditions.messageId, before),
          ),
        )
        .orderBy(desc(alertConditions.messageId))
        .limit(limit + 1);
      const items = rows
        .slice(0, limit)
        .flatMap(({ severity, message }) => (severity && message ? [{ ...message, severity }] : []));
      return { items, next: rows.length > limit ? (items.at(-1)?.messageId ?? null) : null };
    });
  }
}
