import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { OrganizationRepository } from '../../identity/organization.repository.js';
import { CustomerRepository } from '../customer.repository.js';
import { openAccount } from '../customer-account.js';
import { type CustomerAnswer, customerAnswer } from '../customers.answers.js';
import { creditLimitInput, detailsInput } from '../customers.inputs.js';

const { email, phone, userId } = detailsInput.shape;

export const createCustomerInput = detailsInput.extend({
  email: email.default(null),
  phone: phone.default(null),
  userId: userId.default(null),
  creditLimit: creditLimitInput.default(0),
});

export class CreateCustomer extends CallerCommand<z.output<typeof createCustomerInput>, CustomerAnswer> {}

@CommandHandler(CreateCustomer)
export class CreateCustomerHandler implements ICommandHandler<CreateCustomer> {
  constructor(
    private readonly commands: Commands,
    private readonly organizations: OrganizationRepository,
    private readonly customers: CustomerRepository,
  ) {}

  execute(command: CreateCustomer): Promise<CustomerAnswer> {
    return this.commands.run(command, async ({ tx, organizationId, now }) => {
      const { currency } = await this.organizations.get(tx, organizationId);
      const customerId = uuidv7();
      const { customer, events } = openAccount({ ...command.input, customerId, currency }, now);
      await this.customers.insert(tx, organizationId, customer);
      return {
        answer: customerAnswer(customer),
        events,
        audit: { type: 'customer.created', details: { customerId } },
      };
    });
  }
}
