import type { OrderPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { OrderCommand, OrderCommands } from '../order-command.js';
import { proceed } from '../order-progress.js';

export class DeliverOrder extends OrderCommand<{ readonly orderId: string }> {}

@CommandHandler(DeliverOrder)
export class DeliverOrderHandler implements ICommandHandler<DeliverOrder> {
  constructor(private readonly commands: OrderCommands) {}

  execute(command: DeliverOrder): Promise<OrderPayload> {
    return this.commands.change(command, (order, { by, now }) =>
      proceed(order, { action: 'deliver', by }, now),
    );
  }
}
