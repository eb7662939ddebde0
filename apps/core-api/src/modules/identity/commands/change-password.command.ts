import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { validate as isUuid } from 'uuid';
import { z } from 'zod';
import type { Caller } from '../../../platform/commands/caller.js';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { Credentials } from '../credentials.js';
import { newPasswordInput } from '../identity.inputs.js';
import { hashPassword, samePassword } from '../password-hash.js';
import { Passwords } from '../passwords.js';
import { UserRepository } from '../user.repository.js';

export const changePasswordInput = z.object({
  currentPassword: z.string().min(1).max(200),
  newPassword: newPasswordInput,
});

/** The passwords are no part of the input: a fast hash of that is kept to recognise repetitions. */
export class ChangePassword extends CallerCommand<object, null> {
  constructor(
    caller: Caller,
    readonly passwords: z.output<typeof changePasswordInput>,
    /** Network address of the client. */
    readonly address: string,
  ) {
    super(caller, {});
  }
}

@CommandHandler(ChangePassword)
export class ChangePasswordHandler implements ICommandHandler<ChangePassword> {
  constructor(
    private readonly commands: Commands,
    private readonly credentials: Credentials,
    private readonly users: UserRepository,
    private readonly passwords: Passwords,
  ) {}

  /** The session in which it is done goes on. Throws `identity.password-wrong`, `identity.password-unchanged`. */
  async execute(command: ChangePassword): Promise<null> {
    const { principal } = command.caller;
    const { organizationId, sessionId } = principal;
    const { currentPassword, newPassword } = command.passwords;
    const { user, right } = await this.credentials.confirm(principal, currentPassword, command.address);
    const passwordHash = right ? await hashPassword(newPassword) : null;
    const changed = this.commands.run(command, async ({ tx, now }) => {
      // Refused here and not before: a repetition gets the answer of the request that made its current password a wrong one.
      if (passwordHash === null || !(await this.users.holdSignIn(tx, organizationId, user))) {
        throw new RuleViolated('identity.password-wrong');
      }
      if (samePassword(currentPassword, newPassword)) throw new RuleViolated('identity.password-unchanged');
      const keptSession = sessionId !== null && isUuid(sessionId) ? sessionId : null;
      const replacement = { userId: user.userId, passwordHash, keptSession };
      const events = await this.passwords.replace(tx, organizationId, replacement, now);
      return { answer: null, events, audit: { type: 'user.password-changed' } };
    });
    return changed.catch(async (error: unknown) => {
      const wrong = error instanceof RuleViolated && error.code === 'identity.password-wrong';
      if (wrong) await this.credentials.recordWrongPassword(principal, command.address);
      throw error;
    });
  }
}
