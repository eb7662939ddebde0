import type { CartPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CartCommand, CartCommands } from '../cart-command.js';
import { removeLine } from '../cart-lines.js';

export class RemoveLine extends CartCommand<{ readonly cartId: string; readonly lineId: string }> {}

@CommandHandler(RemoveLine)
export class RemoveLineHandler implements ICommandHandler<RemoveLine> {
  constructor(private readonly commands: CartCommands) {}

  execute(command: RemoveLine): Promise<CartPayload> {
    return this.commands.change(command, (cart, { now }) => removeLine(cart, command.input, now));
  }
}
