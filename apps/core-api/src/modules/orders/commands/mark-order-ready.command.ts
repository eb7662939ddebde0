import type { OrderPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { OrderCommand, OrderCommands } from '../order-command.js';
import { proceed } from '../order-progress.js';

export class MarkOrderReady extends OrderCommand<{ readonly orderId: string }> {}

@CommandHandler(MarkOrderReady)
export class MarkOrderReadyHandler implements ICommandHandler<MarkOrderReady> {
  constructor(private readonly commands: OrderCommands) {}

  execute(command: MarkOrderReady): Promise<OrderPayload> {
    return this.commands.change(command, (order, { by, now }) =>
      proceed(order, { action: 'finish', by }, now),
    );
  }
}
