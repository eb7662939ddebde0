import type { Principal } from '@business-control/access-token';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import { changeRoles } from '../account.js';
import type { Person } from '../identity.answers.js';
import { rolesInput } from '../identity.inputs.js';
import { personOf } from '../person.js';
import type { Role } from '../roles.js';
import { UserRepository } from '../user.repository.js';

export const changeRolesInput = z.object({ roles: rolesInput });

export class ChangeRoles extends Command<Person> {
  constructor(
    readonly by: Principal,
    readonly userId: string,
    readonly roles: readonly Role[],
  ) {
    super();
  }
}

@CommandHandler(ChangeRoles)
export class ChangeRolesHandler implements ICommandHandler<ChangeRoles> {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly outbox: Outbox,
  ) {}

  execute({ by: { organizationId, userId: actor, deviceId }, userId, roles }: ChangeRoles): Promise<Person> {
    return this.database.transaction(async (tx) => {
      const { user, account } = await this.users.lock(tx, organizationId, userId);
      const decision = changeRoles(account, roles);
      const changed = { ...user, roles: decision.roles };
      await this.users.save(tx, organizationId, changed);
      await this.outbox.append(tx, organizationId, { userId: actor, deviceId }, decision.events);
      return personOf(changed);
    });
  }
}
