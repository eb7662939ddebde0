import type { CartPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CartCommand, CartCommands } from '../cart-command.js';
import { addDiscount } from '../cart-discounts.js';
import { amountInput } from '../pos.inputs.js';

const where = {
  lineId: z.uuid().nullable().default(null).describe('null: on the whole cart'),
  reason: z.string().trim().min(1).max(200).nullable().default(null),
};

export const addDiscountInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), value: z.int().min(1).max(10_000), ...where }),
  z.object({ kind: z.literal('amount'), value: amountInput, ...where }),
]);

export class AddDiscount extends CartCommand<
  z.output<typeof addDiscountInput> & { readonly cartId: string }
> {}

@CommandHandler(AddDiscount)
export class AddDiscountHandler implements ICommandHandler<AddDiscount> {
  constructor(private readonly commands: CartCommands) {}

  execute(command: AddDiscount): Promise<CartPayload> {
    const { cartId: _, ...given } = command.input;
    return this.commands.change(command, (cart, { now }) =>
      addDiscount(cart, { discountId: uuidv7(), ...given }, now),
    );
  }
}
