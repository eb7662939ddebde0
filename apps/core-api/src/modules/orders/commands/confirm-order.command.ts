import type { OrderPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { OrderCommand, OrderCommands } from '../order-command.js';
import { proceed } from '../order-progress.js';

export class ConfirmOrder extends OrderCommand<{ readonly orderId: string }> {}

@CommandHandler(ConfirmOrder)
export class ConfirmOrderHandler implements ICommandHandler<ConfirmOrder> {
  constructor(private readonly commands: OrderCommands) {}

  execute(command: ConfirmOrder): Promise<OrderPayload> {
    return this.commands.change(command, (order, { by, now }) =>
      proceed(order, { action: 'confirm', by }, now),
    );
  }
}
