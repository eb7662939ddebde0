import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { CustomerAccounts } from '../customer-accounts.js';
import { type CustomerAnswer, customerAnswer } from '../customers.answers.js';
import { bookingInput } from '../customers.inputs.js';

export const chargeCustomerInput = bookingInput;

export class ChargeCustomer extends CallerCommand<
  z.output<typeof chargeCustomerInput> & { readonly customerId: string },
  CustomerAnswer
> {}

@CommandHandler(ChargeCustomer)
export class ChargeCustomerHandler implements ICommandHandler<ChargeCustomer> {
  constructor(
    private readonly commands: Commands,
    private readonly accounts: CustomerAccounts,
  ) {}

  execute(command: ChargeCustomer): Promise<CustomerAnswer> {
    const { customerId } = command.input;
    return this.commands.run(command, async ({ tx, organizationId, by, now }) => {
      const events = await this.accounts.charge(tx, organizationId, { ...command.input, by, now });
      return {
        answer: customerAnswer(await this.accounts.get(tx, organizationId, customerId)),
        events,
        audit: { type: 'customer.charged', details: { customerId } },
      };
    });
  }
}
