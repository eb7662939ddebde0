import type { DomainEvent, OrderPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { CommandContext } from '../../../platform/commands/commands.js';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { lineInput } from '../../../platform/text/line-input.js';
import { CustomerAccounts } from '../../customers/customer-accounts.js';
import { Sales } from '../../pos/sales.js';
import { OrderCommand, OrderCommands } from '../order-command.js';
import {
  accountBooking,
  type PaymentDecision,
  refuseContradiction,
  reportPayment,
} from '../order-payment.js';
import { OrderPaymentRepository } from '../order-payment.repository.js';

export const confirmOrderPaymentInput = z.object({
  method: z.enum(['card', 'transfer', 'on-account']),
  approved: z.boolean(),
  externalId: lineInput(200)
    .optional()
    .describe('what the provider of the payment calls it; reported again, it has no further effect'),
});

export class ConfirmOrderPayment extends OrderCommand<
  z.output<typeof confirmOrderPaymentInput> & { readonly orderId: string }
> {}

@CommandHandler(ConfirmOrderPayment)
export class ConfirmOrderPaymentHandler implements ICommandHandler<ConfirmOrderPayment> {
  constructor(
    private readonly commands: OrderCommands,
    private readonly payments: OrderPaymentRepository,
    private readonly customers: CustomerAccounts,
    private readonly sales: Sales,
  ) {}

  execute(command: ConfirmOrderPayment): Promise<OrderPayload> {
    const { orderId, method, approved, externalId } = command.input;
    return this.commands.change(command, async (order, context) => {
      const { tx, organizationId, by, now } = context;
      const known = externalId ? await this.payments.findExternal(tx, organizationId, externalId) : undefined;
      if (known) {
        refuseContradiction(known, command.input);
        return { order, events: [] };
      }
      const [paymentId, saleId] = [uuidv7(), uuidv7()];
      const report = { paymentId, method, approved, saleId, reportedBy: by };
      const decision = reportPayment(order, report, now);
      await this.keep(decision, externalId, context);
      const consequences = await this.consequences(decision, context);
      return {
        order: decision.order,
        events: [...decision.events, ...consequences],
        audit: {
          type: approved ? 'order.paid' : 'order.payment-declined',
          details: { orderId, paymentId },
        },
      };
    });
  }

  private async keep(
    { order, payment }: PaymentDecision,
    externalId: string | undefined,
    { tx, organizationId, by, now }: CommandContext,
  ): Promise<void> {
    const { orderId } = order;
    const { at: _, ...kept } = payment;
    const row = { ...kept, orderId, externalId: externalId ?? null, reportedBy: by, reportedAt: now };
    // Reports about one order wait for each other, so one that came first by this id was about another order.
    if (!(await this.payments.insert(tx, organizationId, row)))
      throw new RuleViolated('orders.payment-of-another-order');
  }

  /** Charges the customer's account and makes the sale; when either is refused, nothing of the payment is kept. */
  private async consequences(
    { order, payment, sale }: PaymentDecision,
    { tx, organizationId, by, now }: CommandContext,
  ): Promise<DomainEvent[]> {
    if (!sale) return [];
    const charge = accountBooking(order, payment);
    const charged = charge ? await this.customers.charge(tx, organizationId, { ...charge, by, now }) : [];
    return [...charged, ...(await this.sales.record(tx, organizationId, sale))];
  }
}
