import {
  cartSchema,
  type DomainEvent,
  event,
  type SalePayload,
  saleSchema,
} from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { businessDay } from '../../../platform/clock/business-day.js';
import type { Transaction } from '../../../platform/database/database.js';
import { OrganizationRepository } from '../../identity/organization.repository.js';
import { confirmCart } from '../cart-closing.js';
import { CartCommand, CartCommands } from '../cart-command.js';
import { cartPayload } from '../cart-payload.js';
import { ProductRepository } from '../product.repository.js';
import { unitsSold } from '../sale.js';
import { SaleRepository } from '../sale.repository.js';
import { WorkstationRepository } from '../workstation.repository.js';

export const confirmedSchema = z.object({ cart: cartSchema, sale: saleSchema });

export type Confirmed = z.infer<typeof confirmedSchema>;

export class ConfirmCart extends CartCommand<{ readonly cartId: string }, Confirmed> {}

@CommandHandler(ConfirmCart)
export class ConfirmCartHandler implements ICommandHandler<ConfirmCart> {
  constructor(
    private readonly commands: CartCommands,
    private readonly organizations: OrganizationRepository,
    private readonly workstations: WorkstationRepository,
    private readonly products: ProductRepository,
    private readonly sales: SaleRepository,
  ) {}

  execute(command: ConfirmCart): Promise<Confirmed> {
    return this.commands.settle(command, async (cart, { tx, organizationId, by, now }) => {
      const receipt = await this.workstations.nextReceipt(tx, organizationId, cart.posId);
      const confirmation = { saleId: uuidv7(), ...receipt, confirmedBy: by };
      const { cart: confirmed, sale, events } = confirmCart(cart, confirmation, now);
      const consequences = await this.record(tx, organizationId, cart.posId, sale, now);
      return {
        cart: confirmed,
        events: [...events, ...consequences],
        answer: { cart: cartPayload(confirmed), sale },
      };
    });
  }

  private async record(
    tx: Transaction,
    organizationId: string,
    posId: string,
    sale: SalePayload,
    now: Date,
  ): Promise<DomainEvent[]> {
    const { timeZone } = await this.organizations.get(tx, organizationId);
    await this.sales.insert(tx, organizationId, sale);
    const day = { posId, date: businessDay(now, timeZone) };
    const totals = await this.sales.addToDailyTotals(tx, organizationId, day, sale);
    const events: DomainEvent[] = [event('pos:daily-totals:updated', totals)];
    for (const [productId, quantity] of unitsSold(sale)) {
      const left = await this.products.take(
        tx,
        organizationId,
        { warehouseId: sale.warehouseId, productId },
        quantity,
      );
      events.push(event('pos:inventory:availability', left));
    }
    return events;
  }
}
