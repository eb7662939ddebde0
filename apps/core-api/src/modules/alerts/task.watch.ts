import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { ConditionRepository } from './condition.repository.js';
import { ConditionReview } from './condition.review.js';
import { OrganizationRounds } from './organization.rounds.js';
import { taskRule } from './task-rule.js';

/**
 * Tells of scheduled tasks that fail, and when they work again. A task does its work for all organizations at once, so while it
 * fails every one of them goes without (no expiry alerts, nothing deleted): each is told, once until it works again.
 */
@Injectable()
export class TaskWatch implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly database: Database,
    private readonly rounds: OrganizationRounds,
    private readonly conditions: ConditionRepository,
    private readonly review: ConditionReview,
  ) {}

  onModuleInit(): void {
    this.jobs.observeFailures((task) => this.tell(task, 'failed'));
    this.jobs.observeSuccesses((task) => this.worked(task));
  }

  /** Asks the table, not this process: the run that failed may have been another one's. */
  private async worked(task: string): Promise<void> {
    const told = await this.database.read((reader) => this.conditions.whereStanding(reader, 'task', task));
    if (told.length > 0) await this.tell(task, 'worked', told);
  }

  private tell(task: string, run: 'failed' | 'worked', only?: readonly string[]): Promise<void> {
    return this.rounds.go(
      (tx, { organizationId }) =>
        this.review.one(tx, organizationId, 'task', task, (condition) => taskRule(condition, task, run)),
      { ...(only && { only }) },
    );
  }
}
