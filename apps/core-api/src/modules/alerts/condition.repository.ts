import type { SystemMessagePayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { and, eq, inArray, lt, not, sql } from 'drizzle-orm';
import type { Reader, Transaction } from '../../platform/database/database.js';
import { alertConditions } from './alerts.schema.js';
import { type Condition, type Rule, unknownCondition, type Verdict } from './condition.js';
import type { Severity } from './finding.js';

/** What is told of a verdict. */
export interface Raised {
  readonly severity: Severity;
  readonly message: SystemMessagePayload;
}

const condition = {
  subject: alertConditions.subject,
  standing: alertConditions.standing,
  version: alertConditions.version,
  raised: sql<Condition['raised']>`${alertConditions.message} ->> 'code'`,
};

@Injectable()
export class ConditionRepository {
  /**
   * Of all who decide about the same, one does at a time, until the end of its transaction; what is read afterwards is what the
   * one before left. There may be no row yet, so no row can be locked.
   */
  async lock(tx: Transaction, organizationId: string, rule: Rule, subject = ''): Promise<void> {
    const name = JSON.stringify(['alerts', organizationId, rule, subject]);
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
  }

  async get(tx: Transaction, organizationId: string, rule: Rule, subject: string): Promise<Condition> {
    const [found] = await tx
      .select(condition)
      .from(alertConditions)
      .where(and(ofRule(organizationId, rule), eq(alertConditions.subject, subject)));
    return found ?? unknownCondition;
  }

  /** All of a rule, by their subjects. */
  async ofRule(tx: Transaction, organizationId: string, rule: Rule): Promise<Map<string, Condition>> {
    const rows = await tx.select(condition).from(alertConditions).where(ofRule(organizationId, rule));
    return new Map(rows.map(({ subject, ...known }) => [subject, known]));
  }

  async save(
    tx: Transaction,
    organizationId: string,
    rule: Rule,
    subject: string,
    { standing, version = 0 }: Verdict,
    raised?: Raised,
  ): Promise<void> {
    const state = {
      standing,
      version,
      ...(raised && {
        severity: raised.severity,
        message: raised.message,
        messageId: raised.message.messageId,
        raisedAt: new Date(raised.message.raisedAt),
      }),
    };
    await tx
      .insert(alertConditions)
      .values({ organizationId, rule, subject, ...state })
      .onConflictDoUpdate({
        target: [alertConditions.organizationId, alertConditions.rule, alertConditions.subject],
        set: state,
      });
  }

  /** The organizations in which a subject that is not of one organization stands. */
  async whereStanding(reader: Reader, rule: Rule, subject: string): Promise<string[]> {
    const rows = await reader
      .select({ organizationId: alertConditions.organizationId })
      .from(alertConditions)
      .where(
        and(eq(alertConditions.rule, rule), eq(alertConditions.subject, subject), alertConditions.standing),
      );
    return rows.map(({ organizationId }) => organizationId);
  }

  /** Ends what stands for subjects that come before `subject`, without a word. */
  async liftBefore(tx: Transaction, organizationId: string, rule: Rule, subject: string): Promise<void> {
    await tx
      .update(alertConditions)
      .set({ standing: false })
      .where(
        and(
          ofRule(organizationId, rule),
          alertConditions.standing,
          sql`${alertConditions.subject} collate "C" < ${subject}`,
        ),
      );
  }

  /** Forgets what stands for a rule that measures otherwise from now on, without a word: where it still holds, it is raised anew. */
  async forgetStanding(tx: Transaction, organizationId: string, rule: Rule): Promise<void> {
    await tx.delete(alertConditions).where(and(ofRule(organizationId, rule), alertConditions.standing));
  }

  /** Forgets what has ended and was raised before `time`; it would be raised anew. */
  async forget(tx: Transaction, organizationId: string, rules: readonly Rule[], time: Date): Promise<void> {
    await tx
      .delete(alertConditions)
      .where(
        and(
          eq(alertConditions.organizationId, organizationId),
          inArray(alertConditions.rule, [...rules]),
          not(alertConditions.standing),
          lt(alertConditions.raisedAt, time),
        ),
      );
  }
}

function ofRule(organizationId: string, rule: Rule) {
  return and(eq(alertConditions.organizationId, organizationId), eq(alertConditions.rule, rule));
}
