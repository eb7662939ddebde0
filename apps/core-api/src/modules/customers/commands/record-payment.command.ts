import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { CustomerAccounts } from '../customer-accounts.js';
import { type CustomerAnswer, customerAnswer } from '../customers.answers.js';
import { bookingInput } from '../customers.inputs.js';

export const recordPaymentInput = bookingInput;

export class RecordPayment extends CallerCommand<
  z.output<typeof recordPaymentInput> & { readonly customerId: string },
  CustomerAnswer
> {}

@CommandHandler(RecordPayment)
export class RecordPaymentHandler implements ICommandHandler<RecordPayment> {
  constructor(
    private readonly commands: Commands,
    private readonly accounts: CustomerAccounts,
  ) {}

  execute(command: RecordPayment): Promise<CustomerAnswer> {
    const { customerId } = command.input;
    return this.commands.run(command, async ({ tx, organizationId, by, now }) => {
      const events = await this.accounts.pay(tx, organizationId, { ...command.input, by, now });
      return {
        answer: customerAnswer(await this.accounts.get(tx, organizationId, customerId)),
        events,
        audit: { type: 'customer.paid', details: { customerId } },
      };
    });
  }
}
