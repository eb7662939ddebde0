import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Caller } from '../../../platform/commands/caller.js';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { newPasswordInput } from '../identity.inputs.js';
import { hashPassword } from '../password-hash.js';
import { Passwords } from '../passwords.js';
import { UserRepository } from '../user.repository.js';

export const resetPasswordInput = z.object({
  password: newPasswordInput.describe('what the user signs in with from now on'),
});

export class ResetPassword extends CallerCommand<{ readonly userId: string }, null> {
  constructor(
    caller: Caller,
    userId: string,
    /** No part of the input: a fast hash of that is kept to recognise repetitions. */
    readonly password: string,
  ) {
    super(caller, { userId });
  }
}

@CommandHandler(ResetPassword)
export class ResetPasswordHandler implements ICommandHandler<ResetPassword> {
  constructor(
    private readonly commands: Commands,
    private readonly users: UserRepository,
    private readonly passwords: Passwords,
  ) {}

  /** Throws `identity.user-not-found`, and `identity.password-own`: a stolen session must not take the account over. */
  async execute(command: ResetPassword): Promise<null> {
    const { userId } = command.input;
    const { principal } = command.caller;
    if (userId === principal.userId) throw new RuleViolated('identity.password-own');
    const passwordHash = await hashPassword(command.password);
    return this.commands.run(command, async ({ tx, organizationId, now }) => {
      await this.users.lock(tx, organizationId, userId);
      const replacement = { userId, passwordHash, keptSession: null };
      const events = await this.passwords.replace(tx, organizationId, replacement, now);
      return { answer: null, events, audit: { type: 'user.password-reset', userId } };
    });
  }
}
