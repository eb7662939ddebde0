import type { OrderPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { OrderCommand } from '../order-command.js';
import { orderedInput } from '../orders.inputs.js';
import { OwnOrderLimits } from '../own-order-limits.js';
import { PlaceOrder, PlaceOrderHandler } from './place-order.command.js';

/** What a customer says who orders from the online shop: who it is for is no question. */
export const placeOwnOrderInput = orderedInput;

export class PlaceOwnOrder extends OrderCommand<z.output<typeof placeOwnOrderInput>> {}

@CommandHandler(PlaceOwnOrder)
export class PlaceOwnOrderHandler implements ICommandHandler<PlaceOwnOrder> {
  constructor(
    private readonly limits: OwnOrderLimits,
    private readonly orders: PlaceOrderHandler,
  ) {}

  async execute({ caller, input }: PlaceOwnOrder): Promise<OrderPayload> {
    await this.limits.admit(caller.principal);
    return this.orders.execute(PlaceOrder.forSelf(caller, input));
  }
}
