import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { CustomerRepository } from '../customer.repository.js';
import { setCreditLimit } from '../customer-account.js';
import { type CustomerAnswer, customerAnswer } from '../customers.answers.js';
import { creditLimitInput } from '../customers.inputs.js';

export const setCreditLimitInput = z.object({ creditLimit: creditLimitInput });

export class SetCreditLimit extends CallerCommand<
  z.output<typeof setCreditLimitInput> & { readonly customerId: string },
  CustomerAnswer
> {}

@CommandHandler(SetCreditLimit)
export class SetCreditLimitHandler implements ICommandHandler<SetCreditLimit> {
  constructor(
    private readonly commands: Commands,
    private readonly customers: CustomerRepository,
  ) {}

  execute(command: SetCreditLimit): Promise<CustomerAnswer> {
    const { customerId, creditLimit } = command.input;
    return this.commands.run(command, async ({ tx, organizationId, now }) => {
      const locked = await this.customers.lock(tx, organizationId, customerId);
      const { customer, events } = setCreditLimit(locked, creditLimit, now);
      await this.customers.save(tx, organizationId, customer);
      return {
        answer: customerAnswer(customer),
        events,
        audit: { type: 'customer.credit-limit-set', details: { customerId } },
      };
    });
  }
}
