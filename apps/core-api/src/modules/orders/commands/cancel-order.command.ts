import type { OrderPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { OrderCommand, OrderCommands } from '../order-command.js';
import { proceed } from '../order-progress.js';
import { reasonInput } from '../orders.inputs.js';

export const cancelOrderInput = z.object({ reason: reasonInput });

export class CancelOrder extends OrderCommand<
  z.output<typeof cancelOrderInput> & { readonly orderId: string }
> {}

@CommandHandler(CancelOrder)
export class CancelOrderHandler implements ICommandHandler<CancelOrder> {
  constructor(private readonly commands: OrderCommands) {}

  execute(command: CancelOrder): Promise<OrderPayload> {
    const { orderId, reason } = command.input;
    return this.commands.change(command, (order, { by, now }) => ({
      ...proceed(order, { action: 'cancel', by, reason }, now),
      audit: { type: 'order.cancelled', details: { orderId } },
    }));
  }
}
