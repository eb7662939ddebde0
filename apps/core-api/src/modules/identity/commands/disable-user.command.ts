import type { Principal } from '@business-control/access-token';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import { disableAccount } from '../account.js';
import type { Person } from '../identity.answers.js';
import { personOf } from '../person.js';
import { SessionRepository } from '../session.repository.js';
import { UserRepository } from '../user.repository.js';

export class DisableUser extends Command<Person> {
  constructor(
    readonly by: Principal,
    readonly userId: string,
  ) {
    super();
  }
}

@CommandHandler(DisableUser)
export class DisableUserHandler implements ICommandHandler<DisableUser> {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Locks in one order, as everywhere: users, their sessions, the head of the organization's events. */
  execute({ by: { organizationId, userId: actor, deviceId }, userId }: DisableUser): Promise<Person> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const { user, account } = await this.users.lock(tx, organizationId, userId);
      const ended = await this.sessions.endAllOf(tx, organizationId, userId, 'user-disabled', now);
      const events = disableAccount(account, ended);
      const disabled = { ...user, disabledAt: user.disabledAt ?? now };
      await this.users.save(tx, organizationId, disabled);
      await this.outbox.append(tx, organizationId, { userId: actor, deviceId }, events);
      return personOf(disabled);
    });
  }
}
