import type { DomainEvent } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../../platform/commands/person.js';
import type { Transaction } from '../../platform/database/database.js';
import { draftMovement, keysOf, type Movement, type MovementPlan, movementCreated } from './movement.js';
import { MovementRepository } from './movement.repository.js';
import { applyMovement, type MovementEffect, reverseMovement } from './movement-effect.js';
import { SettingsRepository } from './settings.repository.js';
import { changedLevels, emptied, releaseAll, type Stock, stockEvents } from './stock.js';
import type { StockRules } from './stock-level.js';
import { StockLevelRepository } from './stock-level.repository.js';

/** A movement that was applied or reversed, and what this says about stock. */
export interface Settled {
  readonly movement: Movement;
  readonly events: readonly DomainEvent[];
}

/** Who moves what, when. */
interface Order {
  readonly plan: MovementPlan;
  readonly by: Person;
  readonly now: Date;
}

/** A product that is told of anew. */
interface Retold {
  readonly productId: string;
  /** It was archived until now. */
  readonly soldAgain: boolean;
  readonly now: Date;
}

/**
 * Where stock changes, and nowhere else. Locks are taken in the same order everywhere, so that nobody deadlocks: idempotency key,
 * document (cart, order, movement, count), levels by warehouse and product, and with them their batches, head of the organization's
 * events. A transaction settles one movement.
 */
@Injectable()
export class StockLedger {
  constructor(
    private readonly levels: StockLevelRepository,
    private readonly movements: MovementRepository,
    private readonly settings: SettingsRepository,
  ) {}

  /** Applies a draft that this transaction has locked or just made; the caller stores it. */
  async apply(tx: Transaction, organizationId: string, draft: Movement, now: Date): Promise<Settled> {
    const rules = await this.settings.get(tx, organizationId);
    return this.settle(tx, organizationId, draft, now, (stock) => applyMovement(draft, stock, rules, now));
  }

  /** Undoes a movement that this transaction has locked; the caller stores it. */
  async reverse(tx: Transaction, organizationId: string, applied: Movement, now: Date): Promise<Settled> {
    const rules = await this.settings.get(tx, organizationId);
    return this.settle(tx, organizationId, applied, now, (stock) =>
      reverseMovement(applied, stock, rules, now),
    );
  }

  /** Makes a movement that is applied at once, stores it, and answers all that it tells. */
  async record(tx: Transaction, organizationId: string, { plan, by, now }: Order): Promise<Settled> {
    const draft = draftMovement(plan, { movementId: uuidv7(), createdBy: by }, now);
    return this.store(tx, organizationId, await this.apply(tx, organizationId, draft, now));
  }

  /** Like `record`, for units that were set aside when they were sold: they leave, whatever has happened since. */
  async deduct(tx: Transaction, organizationId: string, { plan, by, now }: Order): Promise<Settled> {
    const draft = draftMovement(plan, { movementId: uuidv7(), createdBy: by }, now);
    const sold: StockRules = { allowNegativeStock: true };
    const settled = await this.settle(
      tx,
      organizationId,
      draft,
      now,
      (stock) => applyMovement(draft, stock, sold, now),
      // To tills the sale is news now: what is compared is what was available before it.
      (stock) => releaseAll(stock, plan.warehouseId, plan.lines),
    );
    return this.store(tx, organizationId, settled);
  }

  /** Tells the levels of a product again that this transaction has renamed, archived, or given another cost or minimum. */
  async retell(
    tx: Transaction,
    organizationId: string,
    { productId, soldAgain, now }: Retold,
  ): Promise<readonly DomainEvent[]> {
    const keys = await this.levels.keysOf(tx, organizationId, productId);
    const stock = await this.levels.lock(tx, organizationId, keys, now);
    const changed = changedLevels(new Map(), stock, null, now);
    await this.levels.save(tx, organizationId, changed);
    // Of what was not sold, tills know no units.
    return stockEvents(soldAgain ? emptied(stock) : stock, changed);
  }

  private async settle(
    tx: Transaction,
    organizationId: string,
    movement: Movement,
    now: Date,
    effect: (stock: Stock) => MovementEffect,
    prepare = (stock: Stock) => stock,
  ): Promise<Settled> {
    const locked = await this.levels.lock(tx, organizationId, keysOf(movement), now);
    const before = prepare(locked);
    const after = effect(before);
    const changed = changedLevels(locked, after.stock, movement.movementId, now);
    await this.levels.save(tx, organizationId, changed);
    await this.levels.saveBatches(tx, organizationId, changed);
    return { movement: after.movement, events: stockEvents(before, changed) };
  }

  private async store(
    tx: Transaction,
    organizationId: string,
    { movement, events }: Settled,
  ): Promise<Settled> {
    await this.movements.insert(tx, organizationId, movement);
    return { movement, events: [movementCreated(movement), ...events] };
  }
}
