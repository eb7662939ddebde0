import type { CartPayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import {
  CallerCommand,
  type CommandContext,
  Commands,
  type Outcome,
} from '../../platform/commands/commands.js';
import type { Cart, CartDecision } from './cart.js';
import { CartRepository } from './cart.repository.js';
import { cartPayload } from './cart-payload.js';

/** A command about one cart; most answer with the cart as it is then. */
export abstract class CartCommand<Input extends object, Result = CartPayload> extends CallerCommand<
  Input,
  Result
> {}

/** What every command about an existing cart does around its decision. */
@Injectable()
export class CartCommands {
  constructor(
    private readonly commands: Commands,
    private readonly carts: CartRepository,
  ) {}

  /** Changes the cart and answers it as it is then. */
  change<Input extends { readonly cartId: string }>(
    command: CartCommand<Input>,
    decide: (cart: Cart, context: CommandContext) => CartDecision | Promise<CartDecision>,
  ): Promise<CartPayload> {
    return this.settle(command, async (cart, context) => {
      const decision = await decide(cart, context);
      return { ...decision, answer: cartPayload(decision.cart) };
    });
  }

  /**
   * Like `change`, with an answer of its own. The cart is locked before anything else is read, so of two cashiers one decides on
   * what the other has left. Locks are taken in the same order everywhere, so that commands cannot deadlock:
   * idempotency key, cart, workstation, daily totals, stock levels by warehouse and product, head of the organization's events.
   */
  settle<Input extends { readonly cartId: string }, Result>(
    command: CartCommand<Input, Result>,
    decide: (cart: Cart, context: CommandContext) => Promise<CartDecision & Outcome<Result>>,
  ): Promise<Result> {
    return this.commands.run(command, async (context) => {
      const { tx, organizationId } = context;
      const cart = await this.carts.lock(tx, organizationId, command.input.cartId);
      const { cart: next, ...outcome } = await decide(cart, context);
      await this.carts.save(tx, organizationId, next);
      return outcome;
    });
  }
}
