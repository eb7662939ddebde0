import type { CountSessionPayload, DomainEvent } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';

export type CountStatus = CountSessionPayload['status'];

/** What somebody found of a product. */
export interface Count {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  /** Units that should have lain there at the moment of counting. */
  readonly expected: number;
  readonly counted: number;
  readonly countedBy: Person;
  readonly countedAt: Date;
}

export interface CountSession {
  readonly countSessionId: string;
  readonly warehouseId: string;
  readonly name: string;
  readonly status: CountStatus;
  readonly version: number;
  /** By SKU; the last one of each product. */
  readonly counts: readonly Count[];
  /** The adjustment that the differences became. */
  readonly movementId: string | null;
  readonly openedBy: Person;
  readonly openedAt: Date;
  readonly updatedAt: Date;
}

/** What a decision about a session comes to. */
export interface CountDecision {
  readonly session: CountSession;
  readonly events: readonly DomainEvent[];
}

export type CountAction = 'count' | 'close' | 'reopen' | 'apply' | 'cancel';

/** What may be done to a session in each status, and the status it leads to. */
const transitions = {
  open: { count: 'counting', cancel: 'cancelled' },
  counting: { count: 'counting', close: 'closed', cancel: 'cancelled' },
  closed: { reopen: 'counting', apply: 'applied', cancel: 'cancelled' },
  applied: {},
  cancelled: {},
} as const satisfies Record<CountStatus, Partial<Record<CountAction, CountStatus>>>;

const refusals = {
  count: 'inventory.count-session-not-counting',
  close: 'inventory.count-session-not-counting',
  reopen: 'inventory.count-session-not-closed',
  apply: 'inventory.count-session-not-closed',
  cancel: 'inventory.count-session-ended',
} as const satisfies Record<CountAction, string>;

/** The session after an action: next status, next version. Throws when its status does not allow the action. */
export function advance(
  session: CountSession,
  action: CountAction,
  now: Date,
  change: Partial<CountSession> = {},
): CountSession {
  const next: Partial<Record<CountAction, CountStatus>> = transitions[session.status];
  const status = next[action];
  if (!status) throw new RuleViolated(refusals[action], { status: session.status });
  return { ...session, ...change, status, version: session.version + 1, updatedAt: now };
}

/** What was found to be other than expected. */
export function differencesOf({ counts }: Pick<CountSession, 'counts'>): Count[] {
  return counts.filter(({ expected, counted }) => expected !== counted);
}
