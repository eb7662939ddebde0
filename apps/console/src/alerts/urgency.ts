import type { StandingAlert } from './use-standing-alerts.js';

const order: Readonly<Record<StandingAlert['severity'], number>> = { alert: 0, warning: 1, info: 2 };

/** What must be dealt with now comes first, of those the newest. */
export function byUrgency(alerts: readonly StandingAlert[]): readonly StandingAlert[] {
  return alerts.toSorted(
    (one, other) => order[one.severity] - order[other.severity] || other.raisedAt.localeCompare(one.raisedAt),
  );
}
