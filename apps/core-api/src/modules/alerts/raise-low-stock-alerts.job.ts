import type { DomainEvent } from '@business-control/realtime-contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../platform/database/database.js';
import { type ScheduledJob, ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { StockLevelRepository } from '../inventory/stock-level.repository.js';
import { unknownCondition } from './condition.js';
import { ConditionRepository } from './condition.repository.js';
import { lowStockRule, stockSubject } from './low-stock-rule.js';
import { OrganizationRounds } from './organization.rounds.js';
import { StockReview } from './stock.review.js';

/** Finds what no event has told: stock that was low before anybody looked, or whose event was set aside; and ends what is over. */
@Injectable()
export class RaiseLowStockAlerts implements ScheduledJob, OnModuleInit {
  readonly name = 'alerts.raise-low-stock-alerts';
  readonly everyMs = 3_600_000;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly rounds: OrganizationRounds,
    private readonly stockLevels: StockLevelRepository,
    private readonly conditions: ConditionRepository,
    private readonly stock: StockReview,
  ) {}

  onModuleInit(): void {
    this.jobs.add(this);
  }

  run(ending: AbortSignal): Promise<void> {
    return this.rounds.go((tx, { organizationId }) => this.look(tx, organizationId), { ending });
  }

  /** Few levels have news; only these are locked, in one order, and decided about again. */
  private async look(tx: Transaction, organizationId: string): Promise<DomainEvent[]> {
    const levels = await this.stockLevels.list(tx, organizationId);
    const conditions = await this.conditions.ofRule(tx, organizationId, 'stock');
    const news = levels.filter((level) => {
      const known = conditions.get(stockSubject(level)) ?? unknownCondition;
      const verdict = lowStockRule(known, level, '');
      return verdict && (verdict.finding || verdict.standing !== known.standing);
    });
    const events: DomainEvent[] = [];
    for (const level of news.sort((a, b) => (stockSubject(a) < stockSubject(b) ? -1 : 1))) {
      events.push(...(await this.stock.one(tx, organizationId, level)));
    }
    return events;
  }
}
