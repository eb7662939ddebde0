import type { DomainEvent } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock.js';
import type { Transaction } from '../../platform/database/database.js';
import type { Condition, Rule, Verdict } from './condition.js';
import { ConditionRepository } from './condition.repository.js';
import { eventOf, messageOf } from './finding.js';

/** Lets rules decide about their conditions, one at a time about the same, and keeps what they find; answers what is to be told. */
@Injectable()
export class ConditionReview {
  constructor(
    private readonly conditions: ConditionRepository,
    private readonly clock: Clock,
  ) {}

  /** Decides about one subject. */
  async one(
    tx: Transaction,
    organizationId: string,
    rule: Rule,
    subject: string,
    decide: (condition: Condition) => Verdict | undefined,
  ): Promise<DomainEvent[]> {
    await this.conditions.lock(tx, organizationId, rule, subject);
    const verdict = decide(await this.conditions.get(tx, organizationId, rule, subject));
    return verdict ? this.keep(tx, organizationId, rule, subject, verdict) : [];
  }

  /** Decides about all that a rule knows, and what it did not know yet. */
  async all(
    tx: Transaction,
    organizationId: string,
    rule: Rule,
    decide: (conditions: ReadonlyMap<string, Condition>) => Promise<ReadonlyMap<string, Verdict>>,
  ): Promise<DomainEvent[]> {
    await this.conditions.lock(tx, organizationId, rule);
    const verdicts = await decide(await this.conditions.ofRule(tx, organizationId, rule));
    const events: DomainEvent[] = [];
    for (const [subject, verdict] of verdicts) {
      events.push(...(await this.keep(tx, organizationId, rule, subject, verdict)));
    }
    return events;
  }

  private async keep(
    tx: Transaction,
    organizationId: string,
    rule: Rule,
    subject: string,
    verdict: Verdict,
  ): Promise<DomainEvent[]> {
    const { finding } = verdict;
    if (!finding) {
      await this.conditions.save(tx, organizationId, rule, subject, verdict);
      return [];
    }
    const now = this.clock.now();
    const message = messageOf(finding, uuidv7({ msecs: now.getTime() }), now);
    const { severity } = finding;
    await this.conditions.save(tx, organizationId, rule, subject, verdict, { severity, message });
    return [eventOf(severity, message)];
  }
}
