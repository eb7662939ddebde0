import type { CartPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cancelCart } from '../cart-closing.js';
import { CartCommand, CartCommands } from '../cart-command.js';

export class CancelCart extends CartCommand<{ readonly cartId: string }> {}

@CommandHandler(CancelCart)
export class CancelCartHandler implements ICommandHandler<CancelCart> {
  constructor(private readonly commands: CartCommands) {}

  execute(command: CancelCart): Promise<CartPayload> {
    return this.commands.change(command, (cart, { now }) => cancelCart(cart, now));
  }
}
