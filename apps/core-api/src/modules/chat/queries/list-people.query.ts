import type { Permission } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { Partners } from '../partners.js';
import type { ChatPeople } from './list-channel-members.query.js';

export const listPeopleInput = z.object({
  for: z
    .enum(['direct', 'staff', 'help'])
    .default('direct')
    .describe('to write to, to be in a channel, or to answer help conversations'),
});

type Purpose = z.output<typeof listPeopleInput>['for'];

const needed = {
  direct: 'chat.direct',
  staff: 'chat.staff',
  help: 'chat.help.answer',
} as const satisfies Record<Purpose, Permission>;

export class ListPeople extends Query<ChatPeople> {
  constructor(
    readonly organizationId: string,
    readonly purpose: Purpose,
  ) {
    super();
  }
}

/** Everybody who may take part in a conversation of a kind. */
@QueryHandler(ListPeople)
export class ListPeopleHandler implements IQueryHandler<ListPeople> {
  constructor(
    private readonly database: Database,
    private readonly partners: Partners,
  ) {}

  execute({ organizationId, purpose }: ListPeople): Promise<ChatPeople> {
    return this.database.transaction(async (tx) => ({
      items: await this.partners.all(tx, organizationId, needed[purpose]),
    }));
  }
}
