import type { CartPayload, DomainEvent } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { Command } from '@nestjs/cqrs';
import { Clock } from '../../platform/clock/clock.js';
import { Database, type Transaction } from '../../platform/database/database.js';
import { actorOf } from '../../platform/http/principal.js';
import { fingerprintOf } from '../../platform/idempotency/fingerprint.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { type Caller, personOf } from './caller.js';
import type { Cart, CartDecision, Person } from './cart.js';
import { CartRepository } from './cart.repository.js';
import { cartPayload } from './cart-payload.js';

/** A command about one cart: who gives it, and what the request said. */
export abstract class CartCommand<Input extends object, Result = CartPayload> extends Command<Result> {
  constructor(
    readonly caller: Caller,
    readonly input: Input,
  ) {
    super();
  }
}

/** What a decision may need beside the cart. */
export interface CommandContext {
  readonly tx: Transaction;
  readonly organizationId: string;
  readonly by: Person;
  readonly now: Date;
}

/** What a command answers, and the events it caused. */
export interface Outcome<Result> {
  readonly answer: Result;
  readonly events: readonly DomainEvent[];
}

/** What every command of the till does around its decision, in one transaction. */
@Injectable()
export class CartCommands {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly carts: CartRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Changes an existing cart and answers it as it is then. */
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
   * idempotency key, cart, workstation, daily totals, products by id, head of the organization's events.
   */
  settle<Input extends { readonly cartId: string }, Result>(
    command: CartCommand<Input, Result>,
    decide: (cart: Cart, context: CommandContext) => Promise<CartDecision & Outcome<Result>>,
  ): Promise<Result> {
    return this.once(command, async (tx, organizationId) => {
      const cart = await this.carts.lock(tx, organizationId, command.input.cartId);
      const by = personOf(command.caller);
      const decision = await decide(cart, { tx, organizationId, by, now: this.clock.now() });
      await this.carts.save(tx, organizationId, decision.cart);
      return decision;
    });
  }

  /** Runs a command once per idempotency key and records its events. */
  once<Input extends object, Result>(
    command: CartCommand<Input, Result>,
    work: (tx: Transaction, organizationId: string) => Promise<Outcome<Result>>,
  ): Promise<Result> {
    const { principal, idempotencyKey: key } = command.caller;
    const { organizationId, userId } = principal;
    const fingerprint = fingerprintOf(command.constructor.name, command.input);
    return this.database.transaction(async (tx) => {
      let events: readonly DomainEvent[] = [];
      const request = { organizationId, userId, key, fingerprint };
      const answer = await this.idempotency.run(tx, request, async () => {
        const outcome = await work(tx, organizationId);
        events = outcome.events;
        return outcome.answer;
      });
      await this.outbox.append(tx, organizationId, actorOf(principal), events);
      return answer;
    });
  }
}
