import type { DomainEvent } from '@business-control/realtime-contracts';
import { Inject, Injectable } from '@nestjs/common';
import { CORE_API_ENV, type CoreApiEnv } from '../../config/env.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Transaction } from '../../platform/database/database.js';
import { AssignmentKeeper } from './assignment.keeper.js';
import { BoardReader } from './board.reader.js';
import { settle } from './settlement.js';

/** Ends the assignments of whoever is gone and gives those who wait to whoever is there. */
@Injectable()
export class AssignmentSettler {
  private readonly graceMs: number;

  constructor(
    private readonly board: BoardReader,
    private readonly keeper: AssignmentKeeper,
    private readonly clock: Clock,
    @Inject(CORE_API_ENV) env: Pick<CoreApiEnv, 'ASSIGNMENT_GRACE_SECONDS'>,
  ) {
    this.graceMs = env.ASSIGNMENT_GRACE_SECONDS * 1000;
  }

  /** Only for whoever has the turn in the organization. */
  async settle(tx: Transaction, organizationId: string): Promise<DomainEvent[]> {
    const board = await this.board.read(tx, organizationId);
    const { ended, left, assigned } = settle(board, this.graceMs, this.clock.now());
    const caused: DomainEvent[] = [];
    for (const { assignment, reason } of ended) {
      caused.push(...(await this.keeper.end(tx, organizationId, assignment, reason)));
    }
    for (const visit of left) caused.push(...(await this.keeper.release(tx, organizationId, visit, 'away')));
    for (const { visit, salesAgent } of assigned) {
      caused.push(...(await this.keeper.assign(tx, organizationId, visit, salesAgent)));
    }
    const settled = new Set([...left, ...assigned.map(({ visit }) => visit)]);
    const over = new Set(ended.map(({ assignment }) => assignment.ticketId));
    for (const visit of board.visits) {
      if (!over.has(visit.ticketId) || settled.has(visit)) continue;
      caused.push(...(await this.keeper.release(tx, organizationId, visit, 'waiting')));
    }
    return caused;
  }
}
