import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { changed } from '../customer.js';
import { CustomerRepository } from '../customer.repository.js';
import { type CustomerAnswer, customerAnswer } from '../customers.answers.js';
import { detailsInput } from '../customers.inputs.js';

/** What is left out stays as it is; null takes it away. */
export const changeCustomerInput = detailsInput.partial();

export class ChangeCustomer extends CallerCommand<
  z.output<typeof changeCustomerInput> & { readonly customerId: string },
  CustomerAnswer
> {}

@CommandHandler(ChangeCustomer)
export class ChangeCustomerHandler implements ICommandHandler<ChangeCustomer> {
  constructor(
    private readonly commands: Commands,
    private readonly customers: CustomerRepository,
  ) {}

  execute(command: ChangeCustomer): Promise<CustomerAnswer> {
    const { customerId, ...given } = command.input;
    return this.commands.run(command, async ({ tx, organizationId, now }) => {
      const customer = await this.customers.lock(tx, organizationId, customerId);
      const { name = customer.name, email = customer.email, phone = customer.phone } = given;
      const { userId = customer.userId } = given;
      const next = changed(customer, { name, email, phone, userId }, now);
      await this.customers.save(tx, organizationId, next);
      return {
        answer: customerAnswer(next),
        events: [],
        audit: { type: 'customer.changed', details: { customerId } },
      };
    });
  }
}
