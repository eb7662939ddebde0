import type { OrderPayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import {
  type AuditNote,
  CallerCommand,
  type CommandContext,
  Commands,
} from '../../platform/commands/commands.js';
import type { Order } from './order.js';
import { OrderRepository } from './order.repository.js';
import { orderPayload } from './order-payload.js';
import type { OrderDecision } from './order-progress.js';

/** A command about one order; it answers with the order as it is then. */
export abstract class OrderCommand<Input extends object> extends CallerCommand<Input, OrderPayload> {}

type AuditedDecision = OrderDecision & { readonly audit?: AuditNote };

/** What every command about an existing order does around its decision. */
@Injectable()
export class OrderCommands {
  constructor(
    private readonly commands: Commands,
    private readonly orders: OrderRepository,
  ) {}

  /**
   * The order is locked before anything else is read, so of two people one decides on what the other has left. Locks are taken in the
   * same order everywhere, so that commands cannot deadlock: idempotency key, order, payment, account of the customer, stock, head of the
   * organization's events.
   */
  change<Input extends { readonly orderId: string }>(
    command: OrderCommand<Input>,
    decide: (order: Order, context: CommandContext) => AuditedDecision | Promise<AuditedDecision>,
  ): Promise<OrderPayload> {
    return this.commands.run(command, async (context) => {
      const { tx, organizationId } = context;
      const order = await this.orders.lock(tx, organizationId, command.input.orderId);
      const { order: next, ...outcome } = await decide(order, context);
      if (next !== order) await this.orders.save(tx, organizationId, next);
      for (const { name, payload } of outcome.events) {
        if (name === 'order:status-changed') await this.orders.recordChange(tx, organizationId, payload);
      }
      return { ...outcome, answer: orderPayload(next) };
    });
  }
}
