import type { Person } from '../../platform/commands/person.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { advance, type Count, type CountDecision, type CountSession } from './count-session.js';
import { told } from './count-session-payload.js';
import { availableOf, type StockLevel } from './stock-level.js';

/** Products that one session can hold: its differences travel in every event and become one movement. */
export const MAX_COUNTS = 500;

export function openCountSession(
  given: Pick<CountSession, 'countSessionId' | 'warehouseId' | 'name' | 'openedBy'>,
  now: Date,
): CountDecision {
  const start = { status: 'open', version: 1, counts: [], movementId: null } as const;
  return told({ ...given, ...start, openedAt: now, updatedAt: now });
}

export interface CountRecorded extends CountDecision {
  readonly count: Count;
}

interface Found {
  /** As it is at the moment of counting. */
  readonly level: StockLevel;
  readonly counted: number;
  readonly by: Person;
  /** The version of the level that whoever counted had before their eyes. */
  readonly stockVersion: number | undefined;
}

/**
 * Keeps what was found, in place of what was found before. Units that are sold count as gone, whether or not the movement that takes
 * them off has come through: that way neither a sale nor its movement changes the difference. What moves after the count
 * does not either; for what moves while somebody counts there is `stockVersion`.
 */
export function recordCount(
  session: CountSession,
  { level, counted, by, stockVersion }: Found,
  now: Date,
): CountRecorded {
  const { productId, sku, name } = level;
  if (stockVersion !== undefined && stockVersion !== level.version) {
    throw new RuleViolated('inventory.count-outdated', { productId, sku, stockVersion: level.version });
  }
  const count = {
    productId,
    sku,
    name,
    expected: availableOf(level),
    counted,
    countedBy: by,
    countedAt: now,
  };
  const others = session.counts.filter((other) => other.productId !== productId);
  if (others.length >= MAX_COUNTS) throw new RuleViolated('inventory.count-session-full');
  const next = advance(session, 'count', now, { counts: [...others, count].sort(bySku) });
  return { ...told(next), count };
}

export function closeCountSession(session: CountSession, now: Date): CountDecision {
  return told(advance(session, 'close', now));
}

/** For another look at what was found. */
export function reopenCountSession(session: CountSession, now: Date): CountDecision {
  return told(advance(session, 'reopen', now));
}

export function cancelCountSession(session: CountSession, now: Date): CountDecision {
  return told(advance(session, 'cancel', now));
}

function bySku(a: Count, b: Count): number {
  return a.sku < b.sku ? -1 : 1;
}
