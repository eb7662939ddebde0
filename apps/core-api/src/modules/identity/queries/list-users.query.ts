import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import type { People } from '../identity.answers.js';
import { personOf } from '../person.js';
import { UserRepository } from '../user.repository.js';

export const listUsersInput = z.object({
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export class ListUsers extends Query<People> {
  constructor(
    readonly organizationId: string,
    readonly page: z.output<typeof listUsersInput>,
  ) {
    super();
  }
}

@QueryHandler(ListUsers)
export class ListUsersHandler implements IQueryHandler<ListUsers> {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
  ) {}

  async execute({ organizationId, page: { before, limit } }: ListUsers): Promise<People> {
    const found = await this.database.transaction((tx) =>
      this.users.list(tx, organizationId, { after: before, limit: limit + 1 }),
    );
    const items = found.slice(0, limit).map(personOf);
    return { items, next: found.length > limit ? (items.at(-1)?.userId ?? null) : null };
  }
}
