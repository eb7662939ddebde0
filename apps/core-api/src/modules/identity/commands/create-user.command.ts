import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Caller } from '../../../platform/commands/caller.js';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import type { Person } from '../identity.answers.js';
import { displayNameInput, emailInput, newPasswordInput, rolesInput } from '../identity.inputs.js';
import { hashPassword } from '../password-hash.js';
import { personOf } from '../person.js';
import { UserRepository } from '../user.repository.js';

export const createUserInput = z.object({
  email: emailInput,
  displayName: displayNameInput,
  roles: rolesInput,
  password: newPasswordInput.describe('what the user signs in with at first'),
});

type NewUser = Omit<z.output<typeof createUserInput>, 'password'>;

export class CreateUser extends CallerCommand<NewUser, Person> {
  constructor(
    caller: Caller,
    input: NewUser,
    /** No part of the input: a fast hash of that is kept to recognise repetitions. */
    readonly password: string,
  ) {
    super(caller, input);
  }
}

@CommandHandler(CreateUser)
export class CreateUserHandler implements ICommandHandler<CreateUser> {
  constructor(
    private readonly commands: Commands,
    private readonly users: UserRepository,
  ) {}

  async execute(command: CreateUser): Promise<Person> {
    const passwordHash = await hashPassword(command.password);
    return this.commands.run(command, async ({ tx, organizationId }) => {
      const { email, displayName } = command.input;
      const roles = [...new Set(command.input.roles)];
      const user = { userId: uuidv7(), email, displayName, roles, passwordHash, disabledAt: null };
      await this.users.insert(tx, organizationId, user);
      const audit = { type: 'user.created', userId: user.userId, details: { roles } };
      return { answer: personOf(user), events: [], audit };
    });
  }
}
