import type { CartPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { Clock } from '../../../platform/clock/clock.js';
import { OrganizationRepository } from '../../identity/organization.repository.js';
import { personOf } from '../caller.js';
import { CartRepository } from '../cart.repository.js';
import { CartCommand, CartCommands } from '../cart-command.js';
import { openCart } from '../cart-lines.js';
import { cartPayload } from '../cart-payload.js';
import { WorkstationRepository } from '../workstation.repository.js';

export const openCartInput = z.object({ posId: z.uuid() });

export class OpenCart extends CartCommand<z.output<typeof openCartInput>> {}

@CommandHandler(OpenCart)
export class OpenCartHandler implements ICommandHandler<OpenCart> {
  constructor(
    private readonly commands: CartCommands,
    private readonly organizations: OrganizationRepository,
    private readonly workstations: WorkstationRepository,
    private readonly carts: CartRepository,
    private readonly clock: Clock,
  ) {}

  execute(command: OpenCart): Promise<CartPayload> {
    return this.commands.once(command, async (tx, organizationId) => {
      const { posId } = command.input;
      await this.workstations.mustExist(tx, organizationId, posId);
      const { currency } = await this.organizations.get(tx, organizationId);
      const openedBy = personOf(command.caller);
      const { cart, events } = openCart({ cartId: uuidv7(), posId, currency, openedBy }, this.clock.now());
      await this.carts.insert(tx, organizationId, cart);
      return { answer: cartPayload(cart), events };
    });
  }
}
