import type { CartPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CartCommand, CartCommands } from '../cart-command.js';
import { takePayment } from '../cart-payments.js';
import { amountInput } from '../pos.inputs.js';

export const takePaymentInput = z.object({ method: z.enum(['cash', 'card']), amount: amountInput });

export class TakePayment extends CartCommand<
  z.output<typeof takePaymentInput> & { readonly cartId: string }
> {}

@CommandHandler(TakePayment)
export class TakePaymentHandler implements ICommandHandler<TakePayment> {
  constructor(private readonly commands: CartCommands) {}

  execute(command: TakePayment): Promise<CartPayload> {
    const { method, amount } = command.input;
    return this.commands.change(command, (cart, { by, now }) =>
      takePayment(cart, { paymentId: uuidv7(), method, amount, takenBy: by }, now),
    );
  }
}
