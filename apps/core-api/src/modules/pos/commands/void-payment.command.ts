import type { CartPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CartCommand, CartCommands } from '../cart-command.js';
import { voidPayment } from '../cart-payments.js';

export class VoidPayment extends CartCommand<{ readonly cartId: string; readonly paymentId: string }> {}

@CommandHandler(VoidPayment)
export class VoidPaymentHandler implements ICommandHandler<VoidPayment> {
  constructor(private readonly commands: CartCommands) {}

  execute(command: VoidPayment): Promise<CartPayload> {
    const { paymentId } = command.input;
    return this.commands.change(command, (cart, { by, now }) => voidPayment(cart, { paymentId, by }, now));
  }
}
