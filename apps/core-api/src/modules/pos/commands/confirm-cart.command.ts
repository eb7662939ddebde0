import { cartSchema, saleSchema } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { confirmCart } from '../cart-closing.js';
import { CartCommand, CartCommands } from '../cart-command.js';
import { cartPayload } from '../cart-payload.js';
import { Sales } from '../sales.js';
import { WorkstationRepository } from '../workstation.repository.js';

export const confirmedSchema = z.object({ cart: cartSchema, sale: saleSchema });

export type Confirmed = z.infer<typeof confirmedSchema>;

export class ConfirmCart extends CartCommand<{ readonly cartId: string }, Confirmed> {}

@CommandHandler(ConfirmCart)
export class ConfirmCartHandler implements ICommandHandler<ConfirmCart> {
  constructor(
    private readonly commands: CartCommands,
    private readonly workstations: WorkstationRepository,
    private readonly sales: Sales,
  ) {}

  execute(command: ConfirmCart): Promise<Confirmed> {
    return this.commands.settle(command, async (cart, { tx, organizationId, by, now }) => {
      const receipt = await this.workstations.nextReceipt(tx, organizationId, cart.posId);
      const confirmation = { saleId: uuidv7(), ...receipt, confirmedBy: by };
      const { cart: confirmed, sale, events } = confirmCart(cart, confirmation, now);
      return {
        cart: confirmed,
        events: [...events, ...(await this.sales.record(tx, organizationId, sale))],
        answer: { cart: cartPayload(confirmed), sale },
      };
    });
  }
}
