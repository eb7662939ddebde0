import type { DailyTotalsPayload } from '@business-control/realtime-contracts';
import { amountText } from '../../platform/money/amount-text.js';
import type { Condition, Verdict } from './condition.js';

/** What a till has sold on a day, and how people call it. */
interface Till extends Pick<DailyTotalsPayload, 'posId' | 'date' | 'currency' | 'cash'> {
  readonly name: string;
}

/** A till on a business day: it is told once that its cash is over the limit. Subjects sort by day. */
export const cashSubject = ({ posId, date }: Pick<Till, 'posId' | 'date'>) => `${date}/${posId}`;

/** Where the subjects of a day begin. */
export const firstCashSubjectOf = (date: string) => cashSubject({ date, posId: '' });

/** Whether a till holds more cash than it should; without a limit it never does. */
export function isOverLimit({ cash }: Pick<Till, 'cash'>, limit: number | null): limit is number {
  return limit !== null && cash > limit;
}

/** Whether tills may hold more than before: what was found by the old limit need not hold by the new one. */
export function isLooser(limit: number | null, before: number | null): boolean {
  return before !== null && (limit === null || limit > before);
}

/** What the cash of a till's day makes of its condition; `undefined` when nothing. */
export function cashLimitRule(condition: Condition, till: Till, limit: number | null): Verdict | undefined {
  if (condition.raised !== null || !isOverLimit(till, limit)) return undefined;
  const { posId, name, date, currency, cash } = till;
  return {
    standing: true,
    finding: {
      severity: 'alert',
      code: 'cash-limit-exceeded',
      title: `${name} holds too much cash`,
      text: `It took ${amountText(cash, currency)} in cash today, its limit is ${amountText(limit, currency)}`,
      subject: { kind: 'workstation', id: posId },
      facts: { name, date, currency, cash, limit },
    },
  };
}
