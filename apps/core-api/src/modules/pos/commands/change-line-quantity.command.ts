import type { CartPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { CartCommand, CartCommands } from '../cart-command.js';
import { changeQuantity } from '../cart-lines.js';
import { quantityInput } from '../pos.inputs.js';

export const changeLineQuantityInput = z.object({ quantity: quantityInput });

export class ChangeLineQuantity extends CartCommand<
  z.output<typeof changeLineQuantityInput> & { readonly cartId: string; readonly lineId: string }
> {}

@CommandHandler(ChangeLineQuantity)
export class ChangeLineQuantityHandler implements ICommandHandler<ChangeLineQuantity> {
  constructor(private readonly commands: CartCommands) {}

  execute(command: ChangeLineQuantity): Promise<CartPayload> {
    return this.commands.change(command, (cart, { now }) => changeQuantity(cart, command.input, now));
  }
}
