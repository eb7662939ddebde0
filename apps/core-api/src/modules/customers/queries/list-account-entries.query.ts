import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { CustomerRepository } from '../customer.repository.js';
import { accountEntries } from '../customers.schema.js';

/** The database keeps versions in 32 bits. */
const MAX_VERSION = 2 ** 31 - 1;

export const listAccountEntriesInput = z.object({
  before: z.coerce
    .number()
    .int()
    .positive()
    .max(MAX_VERSION)
    .optional()
    .describe('the `next` of the page before'),
  limit: limitInput,
});

export const accountEntriesSchema = z.object({
  items: z
    .array(
      z.object({
        version: z.int().describe('of the customer after the entry'),
        kind: z.enum(['charge', 'payment']),
        amount: z.int().positive().describe('minor units'),
        balance: z.int().describe('minor units owed after the entry'),
        reference: z.string().nullable(),
        enteredBy: z.object({ userId: z.string(), displayName: z.string() }),
        enteredAt: z.iso.datetime(),
      }),
    )
    .describe('newest first'),
  next: z.int().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type AccountEntries = z.infer<typeof accountEntriesSchema>;

export class ListAccountEntries extends Query<Snapshot<AccountEntries>> {
  constructor(
    readonly organizationId: string,
    readonly customerId: string,
    readonly filter: z.output<typeof listAccountEntriesInput>,
  ) {
    super();
  }
}

@QueryHandler(ListAccountEntries)
export class ListAccountEntriesHandler implements IQueryHandler<ListAccountEntries> {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomerRepository,
  ) {}

  execute({ organizationId, customerId, filter }: ListAccountEntries): Promise<Snapshot<AccountEntries>> {
    const { before, limit } = filter;
    return readSnapshot(this.database, organizationId, async (tx) => {
      await this.customers.get(tx, organizationId, customerId);
      const rows = await tx
        .select()
        .from(accountEntries)
        .where(
          and(
            eq(accountEntries.organizationId, organizationId),
            eq(accountEntries.customerId, customerId),
            before ? lt(accountEntries.version, before) : undefined,
          ),
        )
        .orderBy(desc(accountEntries.version))
        .limit(limit + 1);
      const items = rows
        .slice(0, limit)
        .map(({ version, kind, amount, balance, reference, enteredBy, enteredAt }) => {
          return { version, kind, amount, balance, reference, enteredBy, enteredAt: enteredAt.toISOString() };
        });
      return { items, next: rows.length > limit ? (items.at(-1)?.version ?? null) : null };
    });
  }
}
