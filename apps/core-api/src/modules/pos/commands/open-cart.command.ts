import type { CartPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { Commands } from '../../../platform/commands/commands.js';
import { OrganizationRepository } from '../../identity/organization.repository.js';
import { CartRepository } from '../cart.repository.js';
import { CartCommand } from '../cart-command.js';
import { openCart } from '../cart-lines.js';
import { cartPayload } from '../cart-payload.js';
import { WorkstationRepository } from '../workstation.repository.js';

export const openCartInput = z.object({ posId: z.uuid() });

export class OpenCart extends CartCommand<z.output<typeof openCartInput>> {}

@CommandHandler(OpenCart)
export class OpenCartHandler implements ICommandHandler<OpenCart> {
  constructor(
    private readonly commands: Commands,
    private readonly organizations: OrganizationRepository,
    private readonly workstations: WorkstationRepository,
    private readonly carts: CartRepository,
  ) {}

  execute(command: OpenCart): Promise<CartPayload> {
    return this.commands.run(command, async ({ tx, organizationId, by, now }) => {
      const { posId } = command.input;
      await this.workstations.get(tx, organizationId, posId);
      const { currency } = await this.organizations.get(tx, organizationId);
      const { cart, events } = openCart({ cartId: uuidv7(), posId, currency, openedBy: by }, now);
      await this.carts.insert(tx, organizationId, cart);
      return { answer: cartPayload(cart), events };
    });
  }
}
