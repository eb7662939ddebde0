import type { Principal } from '@business-control/access-token';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Database } from '../../../platform/database/database.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import { enableAccount } from '../account.js';
import type { Person } from '../identity.answers.js';
import { personOf } from '../person.js';
import { UserRepository } from '../user.repository.js';

export class EnableUser extends Command<Person> {
  constructor(
    readonly by: Principal,
    readonly userId: string,
  ) {
    super();
  }
}

@CommandHandler(EnableUser)
export class EnableUserHandler implements ICommandHandler<EnableUser> {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly outbox: Outbox,
  ) {}

  execute({ by: { organizationId, userId: actor, deviceId }, userId }: EnableUser): Promise<Person> {
    return this.database.transaction(async (tx) => {
      const { user, account } = await this.users.lock(tx, organizationId, userId);
      const enabled = { ...user, disabledAt: null };
      await this.users.save(tx, organizationId, enabled);
      await this.outbox.append(tx, organizationId, { userId: actor, deviceId }, enableAccount(account));
      return personOf(enabled);
    });
  }
}
