import type { DomainEvent, OrderPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { CommandContext } from '../../../platform/commands/commands.js';
import { CustomerAccounts } from '../../customers/customer-accounts.js';
import { StockLedger } from '../../inventory/stock-ledger.js';
import type { Order } from '../order.js';
import { OrderCommand, OrderCommands } from '../order-command.js';
import { accountBooking } from '../order-payment.js';
import { proceed } from '../order-progress.js';
import { receiptOf } from '../order-refund.js';
import { reasonInput } from '../orders.inputs.js';

export const refundOrderInput = z.object({
  reason: reasonInput,
  restock: z
    .boolean()
    .default(true)
    .describe('whether the goods are fit to be sold again; otherwise no stock is received'),
});

export class RefundOrder extends OrderCommand<
  z.output<typeof refundOrderInput> & { readonly orderId: string }
> {}

@CommandHandler(RefundOrder)
export class RefundOrderHandler implements ICommandHandler<RefundOrder> {
  constructor(
    private readonly commands: OrderCommands,
    private readonly customers: CustomerAccounts,
    private readonly stock: StockLedger,
  ) {}

  /**
   * Takes back what was put on the customer's account. Money that came by card or transfer goes back where it came from, outside of
   * here: what is recorded is that it is to.
   */
  execute(command: RefundOrder): Promise<OrderPayload> {
    const { orderId, reason, restock } = command.input;
    return this.commands.change(command, async (order, context) => {
      const refunded = proceed(order, { action: 'refund', by: context.by, reason }, context.now);
      const credited = await this.credit(order, context);
      const received = restock ? await this.receive(order, reason, context) : [];
      return {
        order: refunded.order,
        events: [...refunded.events, ...credited, ...received],
        audit: { type: 'order.refunded', details: { orderId } },
      };
    });
  }

  private async credit(
    order: Order,
    { tx, organizationId, by, now }: CommandContext,
  ): Promise<readonly DomainEvent[]> {
    const booking = accountBooking(order, order.payment);
    return booking ? this.customers.pay(tx, organizationId, { ...booking, by, now }) : [];
  }

  private async receive(
    order: Order,
    reason: string,
    { tx, organizationId, by, now }: CommandContext,
  ): Promise<readonly DomainEvent[]> {
    const { events } = await this.stock.record(tx, organizationId, {
      plan: receiptOf(order, reason),
      by,
      now,
    });
    return events;
  }
}
