import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Caller } from '../../../platform/commands/caller.js';
import { DraftMovement, draftMovementInput } from '../../inventory/commands/draft-movement.command.js';
import { AddLine } from '../../pos/commands/add-line.command.js';
import { CancelCart } from '../../pos/commands/cancel-cart.command.js';
import { ConfirmCart } from '../../pos/commands/confirm-cart.command.js';
import { OpenCart } from '../../pos/commands/open-cart.command.js';
import { TakePayment } from '../../pos/commands/take-payment.command.js';
import { VoidPayment } from '../../pos/commands/void-payment.command.js';
import { ListProducts } from '../../pos/queries/list-products.query.js';
import { ListWorkstations } from '../../pos/queries/list-workstations.query.js';
import { deliveryFor, fillBasket } from './simulation.js';
import type { SimulationRow } from './simulation.repository.js';

/** Buys something at a till, and has delivered what ran short, by the commands that people give. */
@Injectable()
export class Shopper {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  async shop({ organizationId, startedBy }: SimulationRow): Promise<void> {
    const tills = await this.queries.execute(new ListWorkstations(organizationId));
    const till = tills.data.items[Math.floor(Math.random() * tills.data.items.length)];
    if (!till) return;
    const shelf = await this.queries.execute(new ListProducts(organizationId, till.posId));
    const caller = callerFor(organizationId, startedBy);
    const basket = fillBasket(shelf.data.items, Math.random);
    if (basket.length > 0) await this.buy(caller, till.posId, basket);
    const lines = deliveryFor(shelf.data.items, Math.random);
    if (lines.length > 0) await this.deliver(caller, till.warehouseId, lines);
  }

  private async deliver(caller: Caller, warehouseId: string, lines: readonly object[]): Promise<void> {
    const receipt = draftMovementInput.parse({ kind: 'receipt', warehouseId, lines, apply: true });
    await this.commands.execute(new DraftMovement(caller, receipt));
  }

  private async buy(
    caller: Caller,
    posId: string,
    basket: readonly { readonly productId: string; readonly quantity: number }[],
  ): Promise<void> {
    const { cartId } = await this.commands.execute(new OpenCart(caller, { posId }));
    let due = 0;
    for (const line of basket) {
      ({
        totals: { due },
      } = await this.commands.execute(new AddLine(caller, { cartId, ...line })));
    }
    const method = Math.random() < 0.3 ? 'cash' : 'card';
    const { payments } = await this.commands.execute(
      new TakePayment(caller, { cartId, method, amount: due }),
    );
    await this.commands.execute(new ConfirmCart(caller, { cartId })).catch(async (refusal) => {
      for (const { paymentId } of payments)
        await this.commands.execute(new VoidPayment(caller, { cartId, paymentId }));
      await this.commands.execute(new CancelCart(caller, { cartId }));
      throw refusal;
    });
  }
}

/** Whoever let it run answers for what it does. */
function callerFor(organizationId: string, { userId, displayName }: SimulationRow['startedBy']): Caller {
  return {
    idempotencyKey: undefined,
    principal: {
      organizationId,
      userId,
      displayName,
      deviceId: 'simulator',
      sessionId: null,
      roles: [],
      permissions: ['pos.sell', 'inventory.manage'],
      expiresAt: Number.POSITIVE_INFINITY,
    },
  };
}
