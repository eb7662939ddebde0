import type { OrderPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Caller } from '../../../platform/commands/caller.js';
import { Commands } from '../../../platform/commands/commands.js';
import type { Transaction } from '../../../platform/database/database.js';
import { CustomerAccounts } from '../../customers/customer-accounts.js';
import { OrganizationRepository } from '../../identity/organization.repository.js';
import type { Order } from '../order.js';
import { OrderRepository } from '../order.repository.js';
import { OrderCommand } from '../order-command.js';
import { orderPayload } from '../order-payload.js';
import { placeOrder } from '../order-progress.js';
import { OrderedGoods } from '../ordered-goods.js';
import { customerInput, orderedInput } from '../orders.inputs.js';

export const placeOrderInput = orderedInput.extend({
  channel: z.enum(['online', 'phone']),
  customer: customerInput,
});

type Input = z.output<typeof placeOrderInput>;

export class PlaceOrder extends OrderCommand<Input> {
  /** An order for whoever gives the command. */
  static forSelf(caller: Caller, ordered: z.output<typeof orderedInput>): PlaceOrder {
    const { userId, displayName: name } = caller.principal;
    const customer = { customerId: null, userId, name };
    return new PlaceOrder(caller, { ...ordered, channel: 'online', customer });
  }
}

@CommandHandler(PlaceOrder)
export class PlaceOrderHandler implements ICommandHandler<PlaceOrder> {
  constructor(
    private readonly commands: Commands,
    private readonly organizations: OrganizationRepository,
    private readonly customers: CustomerAccounts,
    private readonly goods: OrderedGoods,
    private readonly orders: OrderRepository,
  ) {}

  execute(command: PlaceOrder): Promise<OrderPayload> {
    return this.commands.run(command, async ({ tx, organizationId, by, now }) => {
      const { channel, note } = command.input;
      const { currency } = await this.organizations.get(tx, organizationId);
      const customer = await this.customerOf(tx, organizationId, command.input);
      const goods = await this.goods.of(tx, organizationId, command.input);
      // The number comes last: until the end of the transaction, nobody else of the organization can place an order.
      const number = await this.orders.nextNumber(tx, organizationId);
      const placement = { orderId: uuidv7(), number, channel, customer, currency, note };
      const { order, events } = placeOrder({ ...placement, ...goods, createdBy: by }, now);
      await this.orders.insert(tx, organizationId, order);
      return { answer: orderPayload(order), events };
    });
  }

  /** A customer who is known by the account they sign in with has their account here as well, and the other way round. */
  private async customerOf(
    tx: Transaction,
    organizationId: string,
    { customer: { customerId, userId, name } }: Input,
  ): Promise<Order['customer']> {
    if (customerId !== null) {
      const known = await this.customers.get(tx, organizationId, customerId);
      return { customerId, userId: userId ?? known.userId, name };
    }
    const known = userId === null ? undefined : await this.customers.ofUser(tx, organizationId, userId);
    return { customerId: known?.customerId ?? null, userId, name };
  }
}
