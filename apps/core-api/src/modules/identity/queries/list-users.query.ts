import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Database } from '../../../platform/database/database.js';
import type { People } from '../identity.answers.js';
import { personOf } from '../person.js';
import { UserRepository } from '../user.repository.js';

export class ListUsers extends Query<People> {
  constructor(readonly organizationId: string) {
    super();
  }
}

@QueryHandler(ListUsers)
export class ListUsersHandler implements IQueryHandler<ListUsers> {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
  ) {}

  async execute({ organizationId }: ListUsers): Promise<People> {
    const found = await this.database.transaction((tx) => this.users.list(tx, organizationId));
    return { items: found.map(personOf) };
  }
}
