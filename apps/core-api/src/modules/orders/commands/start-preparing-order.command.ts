import type { OrderPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { OrderCommand, OrderCommands } from '../order-command.js';
import { proceed } from '../order-progress.js';

export class StartPreparingOrder extends OrderCommand<{ readonly orderId: string }> {}

@CommandHandler(StartPreparingOrder)
export class StartPreparingOrderHandler implements ICommandHandler<StartPreparingOrder> {
  constructor(private readonly commands: OrderCommands) {}

  execute(command: StartPreparingOrder): Promise<OrderPayload> {
    return this.commands.change(command, (order, { by, now }) =>
      proceed(order, { action: 'prepare', by }, now),
    );
  }
}
