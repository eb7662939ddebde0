import type { CartPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CartCommand, CartCommands } from '../cart-command.js';
import { removeDiscount } from '../cart-discounts.js';

export class RemoveDiscount extends CartCommand<{ readonly cartId: string; readonly discountId: string }> {}

@CommandHandler(RemoveDiscount)
export class RemoveDiscountHandler implements ICommandHandler<RemoveDiscount> {
  constructor(private readonly commands: CartCommands) {}

  execute(command: RemoveDiscount): Promise<CartPayload> {
    return this.commands.change(command, (cart, { now }) => removeDiscount(cart, command.input, now));
  }
}
