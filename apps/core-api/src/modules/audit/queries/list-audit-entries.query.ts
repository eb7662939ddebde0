import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { auditEntries } from '../../../platform/audit/audit.schema.js';
import { momentInput } from '../../../platform/clock/time-inputs.js';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';

export const listAuditEntriesInput = z.object({
  type: z.string().min(1).max(100).optional().describe('e.g. sign-in.refused'),
  userId: z.string().min(1).max(200).optional(),
  from: momentInput.optional().describe('first moment'),
  to: momentInput.optional().describe('first moment that is too late'),
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const auditEntrySchema = z.object({
  entryId: z.uuid(),
  type: z.string(),
  occurredAt: z.iso.datetime(),
  userId: z.string().nullable(),
  deviceId: z.string().nullable(),
  address: z.string().nullable().describe('network address of the client'),
  details: z.record(z.string(), z.unknown()).describe('what the type says beyond the rest'),
});

export const auditEntriesSchema = z.object({
  items: z.array(auditEntrySchema).describe('newest first'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type AuditEntries = z.infer<typeof auditEntriesSchema>;

export class ListAuditEntries extends Query<AuditEntries> {
  constructor(
    readonly organizationId: string,
    readonly filter: z.output<typeof listAuditEntriesInput>,
  ) {
    super();
  }
}

@QueryHandler(ListAuditEntries)
export class ListAuditEntriesHandler implements IQueryHandler<ListAuditEntries> {
  constructor(private readonly database: Database) {}

  async execute({ organizationId, filter }: ListAuditEntries): Promise<AuditEntries> {
    const { type, userId, from, to, before, limit } = filter;
    const rows = await this.database.transaction((tx) =>
      tx
        .select()
        .from(auditEntries)
        .where(
          and(
            eq(auditEntries.organizationId, organizationId),
            type === undefined ? undefined : eq(auditEntries.type, type),
            userId === undefined ? undefined : eq(auditEntries.userId, userId),
            from && gte(auditEntries.occurredAt, from),
            to && lt(auditEntries.occurredAt, to),
            before === undefined ? undefined : olderThan(organizationId, before),
          ),
        )
        .orderBy(desc(auditEntries.occurredAt), desc(auditEntries.entryId))
        .limit(limit + 1),
    );
    const items = rows.slice(0, limit).map((row) => ({
      entryId: row.entryId,
      type: row.type,
      occurredAt: row.occurredAt.toISOString(),
      userId: row.userId,
      deviceId: row.deviceId,
      address: row.address,
      details: row.details,
    }));
    return { items, next: rows.length > limit ? (items.at(-1)?.entryId ?? null) : null };
  }
}

/** Pages continue after an entry, not at a number of rows: entries recorded meanwhile shift nothing. */
function olderThan(organizationId: string, entryId: string) {
  return sql`(${auditEntries.occurredAt}, ${auditEntries.entryId}) < (
    select earlier.occurred_at, earlier.entry_id from ${auditEntries} earlier
    where earlier.organization_id = ${organizationId} and earlier.entry_id = ${entryId})`;
}
