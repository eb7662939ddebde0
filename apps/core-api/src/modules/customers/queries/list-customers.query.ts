import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, asc, eq, ilike, sql } from 'drizzle-orm';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { lineInput } from '../../../platform/text/line-input.js';
import { customerAnswer, customerSchema } from '../customers.answers.js';
import { customers } from '../customers.schema.js';

export const listCustomersInput = z.object({
  search: lineInput(100).optional().describe('part of the name'),
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const customersSchema = z.object({
  items: z.array(customerSchema).describe('by name'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type Customers = z.infer<typeof customersSchema>;

export class ListCustomers extends Query<Snapshot<Customers>> {
  constructor(
    readonly organizationId: string,
    readonly filter: z.output<typeof listCustomersInput>,
  ) {
    super();
  }
}

@QueryHandler(ListCustomers)
export class ListCustomersHandler implements IQueryHandler<ListCustomers> {
  constructor(private readonly database: Database) {}

  execute({ organizationId, filter }: ListCustomers): Promise<Snapshot<Customers>> {
    const { search, before, limit } = filter;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const rows = await tx
        .select()
        .from(customers)
        .where(
          and(
            eq(customers.organizationId, organizationId),
            search ? ilike(customers.name, `%${literally(search)}%`) : undefined,
            before ? behind(organizationId, before) : undefined,
          ),
        )
        .orderBy(asc(customers.name), asc(customers.customerId))
        .limit(limit + 1);
      const items = rows.slice(0, limit).map(customerAnswer);
      return { items, next: rows.length > limit ? (items.at(-1)?.customerId ?? null) : null };
    });
  }
}

/** What people type means itself: no character of it is a pattern. */
function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}

/** Pages continue after a customer, not at a number of rows: customers added meanwhile shift nothing. */
function behind(organizationId: string, customerId: string) {
  return sql`(${customers.name}, ${customers.customerId}) > (
    select earlier.name, earlier.customer_id from ${customers} earlier
    where earlier.organization_id = ${organizationId} and earlier.customer_id = ${customerId})`;
}
