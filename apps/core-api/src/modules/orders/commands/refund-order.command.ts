import type { OrderPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { CustomerAccounts } from '../../customers/customer-accounts.js';
import { OrderCommand, OrderCommands } from '../order-command.js';
import { accountBooking } from '../order-payment.js';
import { proceed } from '../order-progress.js';
import { reasonInput } from '../orders.inputs.js';

export const refundOrderInput = z.object({ reason: reasonInput });

export class RefundOrder extends OrderCommand<
  z.output<typeof refundOrderInput> & { readonly orderId: string }
> {}

@CommandHandler(RefundOrder)
export class RefundOrderHandler implements ICommandHandler<RefundOrder> {
  constructor(
    private readonly commands: OrderCommands,
    private readonly customers: CustomerAccounts,
  ) {}

  /**
   * Takes back what was put on the customer's account; money that was taken by card or transfer goes back where it came from, and only
   * the refund is recorded. Whether goods come back, and in what state, is seen at the warehouse: it receives them by a movement.
   */
  execute(command: RefundOrder): Promise<OrderPayload> {
    const { orderId, reason } = command.input;
    return this.commands.change(command, async (order, { tx, organizationId, by, now }) => {
      const refunded = proceed(order, { action: 'refund', by, reason }, now);
      const booking = accountBooking(order, order.payment);
      const credited = booking ? await this.customers.pay(tx, organizationId, { ...booking, by, now }) : [];
      return {
        order: refunded.order,
        events: [...refunded.events, ...credited],
        audit: { type: 'order.refunded', details: { orderId } },
      };
    });
  }
}
