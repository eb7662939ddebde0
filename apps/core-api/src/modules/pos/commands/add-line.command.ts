import type { CartPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { ProductRepository } from '../../inventory/product.repository.js';
import { CartCommand, CartCommands } from '../cart-command.js';
import { addLine } from '../cart-lines.js';
import { quantityInput } from '../pos.inputs.js';

export const addLineInput = z.object({ productId: z.uuid(), quantity: quantityInput });

export class AddLine extends CartCommand<z.output<typeof addLineInput> & { readonly cartId: string }> {}

@CommandHandler(AddLine)
export class AddLineHandler implements ICommandHandler<AddLine> {
  constructor(
    private readonly commands: CartCommands,
    private readonly products: ProductRepository,
  ) {}

  execute(command: AddLine): Promise<CartPayload> {
    const { productId, quantity } = command.input;
    return this.commands.change(command, async (cart, { tx, organizationId, now }) => {
      const product = await this.products.get(tx, organizationId, productId);
      return addLine(cart, { lineId: uuidv7(), product, quantity }, now);
    });
  }
}
