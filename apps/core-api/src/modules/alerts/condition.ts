import type { SystemMessagePayload } from '@business-control/realtime-contracts';
import type { Finding } from './finding.js';

/** The rules whose findings stand until they are over. */
export type Rule = 'stock' | 'cash' | 'expiry' | 'task';

/** What is known of one subject of a rule. */
export interface Condition {
  /** Whether what was raised last still holds. */
  readonly standing: boolean;
  /** What was raised last; `null` before the first time. */
  readonly raised: SystemMessagePayload['code'] | null;
  /** The newest version of the subject that the rule has seen, where its subjects have one. */
  readonly version: number;
}

/** What becomes of a condition: whether it stands now, and what is to be told. Without a finding, nothing is. */
export interface Verdict {
  readonly standing: boolean;
  readonly version?: number;
  readonly finding?: Finding;
}

export const unknownCondition: Condition = { standing: false, raised: null, version: 0 };
