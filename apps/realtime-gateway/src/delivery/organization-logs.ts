import {
  type Cursor,
  formatCursor,
  type Position,
  type RealtimeResync,
} from '@business-control/realtime-contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import { CLOCK, type Clock, GATEWAY_ENV } from '../tokens.js';
import type { Delivery } from './deliver.js';
import { HistoryBudget } from './history-budget.js';
import { OrganizationLog, type Verdict } from './organization-log.js';
import type { LogLimits } from './recent-events.js';

/** The log of every organization this gateway has seen an event of. */
@Injectable()
export class OrganizationLogs {
  readonly #logs = new Map<string, OrganizationLog>();
  readonly #limits: LogLimits;
  readonly #budget: HistoryBudget;
  #losses = 0;

  constructor(
    @Inject(GATEWAY_ENV)
    env: Pick<GatewayEnv, 'LOG_MAX_EVENTS' | 'LOG_MAX_BYTES' | 'LOG_MAX_AGE_SECONDS' | 'LOG_TOTAL_BYTES'>,
    @Inject(CLOCK) private readonly now: Clock,
  ) {
    const { LOG_MAX_EVENTS: events, LOG_MAX_BYTES: bytes, LOG_MAX_AGE_SECONDS: age } = env;
    this.#limits = { events, bytes, ageMs: age * 1000 };
    this.#budget = new HistoryBudget(env.LOG_TOTAL_BYTES);
  }

  /** How often the stream has lost messages: what was known before may not be true after. */
  get losses(): number {
    return this.#losses;
  }

  /** What the logs keep altogether. */
  get bytes(): number {
    return this.#budget.bytes;
  }

  /** How many events of quiet organizations had to give way to those of others. */
  get displaced(): number {
    return this.#budget.displaced;
  }

  accept(organizationId: string, position: Position): Verdict {
    const log = this.#logOf(organizationId);
    const verdict = log.accept(position);
    this.#budget.settle(log);
    return verdict;
  }

  /**
   * Takes a position that core-api told. What its sockets have to be told is returned: those that are connected may
   * have missed events up to there.
   */
  establish(organizationId: string, position: Position): RealtimeResync | undefined {
    const log = this.#logOf(organizationId);
    const moved = log.establish(position);
    this.#budget.settle(log);
    return moved ? { reason: 'gap', cursor: formatCursor(position) } : undefined;
  }

  /** Keeps the event just accepted for those who will have missed it, unless nobody can be given it later. */
  keep(organizationId: string, delivery: Delivery, bytes: number): void {
    const { kind, channels, args } = delivery;
    if (kind === 'ephemeral' || channels.length === 0 || args[1].cursor === undefined) return;
    const log = this.#logs.get(organizationId);
    if (!log) return;
    log.keep({ delivery, bytes, at: this.now() });
    this.#budget.grown(log);
  }

  /** The event just accepted will not be shown to anybody. */
  breakAtHead(organizationId: string): void {
    const log = this.#logs.get(organizationId);
    if (!log) return;
    log.breakAtHead();
    this.#budget.settle(log);
  }

  /** The stream lost messages, of whichever organization. */
  doubtAll(): void {
    this.#losses += 1;
    for (const log of this.#logs.values()) {
      log.doubt();
      this.#budget.settle(log);
    }
  }

  /** The log of an organization without what has become too old; `undefined` when no event of it was seen. */
  find(organizationId: string): OrganizationLog | undefined {
    const log = this.#logs.get(organizationId);
    if (log) this.#forgetExpired(log, this.now());
    return log;
  }

  /** Where the organization stands; `null` when no event of it was seen. */
  cursorOf(organizationId: string): Cursor | null {
    const head = this.#logs.get(organizationId)?.head;
    return head ? formatCursor(head) : null;
  }

  /** Gives back the memory of what has become too old, also for organizations that have fallen silent. */
  forgetExpired(): void {
    const now = this.now();
    for (const log of this.#logs.values()) this.#forgetExpired(log, now);
  }

  #forgetExpired(log: OrganizationLog, now: number): void {
    log.forgetExpired(now);
    this.#budget.settle(log);
  }

  #logOf(organizationId: string): OrganizationLog {
    let log = this.#logs.get(organizationId);
    if (!log) {
      log = new OrganizationLog(this.#limits);
      this.#logs.set(organizationId, log);
    }
    return log;
  }
}
