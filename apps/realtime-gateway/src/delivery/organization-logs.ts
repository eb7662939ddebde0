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
import { OrganizationLog, type Verdict } from './organization-log.js';
import type { LogLimits } from './recent-events.js';

/** The log of every organization this gateway has seen an event of. */
@Injectable()
export class OrganizationLogs {
  readonly #logs = new Map<string, OrganizationLog>();
  readonly #limits: LogLimits;
  #losses = 0;

  constructor(
    @Inject(GATEWAY_ENV)
    env: Pick<GatewayEnv, 'LOG_MAX_EVENTS' | 'LOG_MAX_BYTES' | 'LOG_MAX_AGE_SECONDS'>,
    @Inject(CLOCK) private readonly now: Clock,
  ) {
    const { LOG_MAX_EVENTS: events, LOG_MAX_BYTES: bytes, LOG_MAX_AGE_SECONDS: age } = env;
    this.#limits = { events, bytes, ageMs: age * 1000 };
  }

  /** How often the stream has lost messages: what was known before may not be true after. */
  get losses(): number {
    return this.#losses;
  }

  accept(organizationId: string, position: Position): Verdict {
    return this.#logOf(organizationId).accept(position);
  }

  /**
   * Takes a position that core-api told. What its sockets have to be told is returned: those that are connected may
   * have missed events up to there.
   */
  establish(organizationId: string, position: Position): RealtimeResync | undefined {
    const moved = this.#logOf(organizationId).establish(position);
    return moved ? { reason: 'gap', cursor: formatCursor(position) } : undefined;
  }

  /** Keeps the event just accepted for those who will have missed it, unless nobody can be given it later. */
  keep(organizationId: string, delivery: Delivery, bytes: number): void {
    const { kind, channels, args } = delivery;
    if (kind === 'ephemeral' || channels.length === 0 || args[1].cursor === undefined) return;
    this.#logs.get(organizationId)?.keep({ delivery, bytes, at: this.now() });
  }

  /** The event just accepted will not be shown to anybody. */
  breakAtHead(organizationId: string): void {
    this.#logs.get(organizationId)?.breakAtHead();
  }

  /** The stream lost messages, of whichever organization. */
  doubtAll(): void {
    this.#losses += 1;
    for (const log of this.#logs.values()) log.doubt();
  }

  /** The log of an organization without what has become too old; `undefined` when no event of it was seen. */
  find(organizationId: string): OrganizationLog | undefined {
    const log = this.#logs.get(organizationId);
    log?.forgetExpired(this.now());
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
    for (const log of this.#logs.values()) log.forgetExpired(now);
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
