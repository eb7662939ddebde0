import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Database } from '../../../platform/database/database.js';
import { Partners } from '../partners.js';
import type { ChatPeople } from './list-channel-members.query.js';

export class ListPeople extends Query<ChatPeople> {
  constructor(readonly organizationId: string) {
    super();
  }
}

/** Everybody one may write to. */
@QueryHandler(ListPeople)
export class ListPeopleHandler implements IQueryHandler<ListPeople> {
  constructor(
    private readonly database: Database,
    private readonly partners: Partners,
  ) {}

  execute({ organizationId }: ListPeople): Promise<ChatPeople> {
    return this.database.transaction(async (tx) => ({
      items: await this.partners.all(tx, organizationId, 'chat.direct'),
    }));
  }
}
