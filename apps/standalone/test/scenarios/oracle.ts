import type { Cursor, Resume } from '@business-control/realtime-contracts';

/** One event of an organization's history, as the database has it. */
export interface Fact {
  readonly id: string;
  readonly cursor: Cursor;
  /** Whether the client may see it. */
  readonly visible: boolean;
}

/** What a client was told, in the order in which it was told. */
export type Told =
  | { readonly kind: 'ready'; readonly resume: Resume; readonly cursor: Cursor | null }
  | { readonly kind: 'resync' | 'position'; readonly cursor: Cursor | null }
  | { readonly kind: 'event'; readonly id: string; readonly cursor: Cursor | undefined };

export type Violation =
  | { readonly broken: 'gap'; readonly missing: readonly Cursor[]; readonly noticedAt: number }
  | { readonly broken: 'duplicate' | 'reorder'; readonly cursor: Cursor; readonly noticedAt: number }
  | { readonly broken: 'foreign'; readonly id: string; readonly noticedAt: number }
  | { readonly broken: 'unknown-position'; readonly cursor: Cursor; readonly noticedAt: number }
  | { readonly broken: 'forgotten'; readonly noticedAt: number };

/**
 * Holds what one client was told against the whole history of its organization, from 1 on: no gap without a resync, nothing
 * twice, nothing out of order, nothing of another organization. `noticedAt` counts in `told`; what is missing at the end is
 * noticed behind it.
 */
export function judge(history: readonly Fact[], told: readonly Told[]): Violation[] {
  const violations: Violation[] = [];
  const seen = new Set<string>();
  const indexOf = new Map(history.map(({ cursor }, index) => [cursor, index]));
  /** How many facts are accounted for, from the first on; `undefined` while the client knows no position. */
  let upTo: number | undefined;

  const countTo = (cursor: Cursor, noticedAt: number): number | undefined => {
    if (cursor.endsWith('.0')) return 0;
    const index = indexOf.get(cursor);
    if (index === undefined) violations.push({ broken: 'unknown-position', cursor, noticedAt });
    return index === undefined ? undefined : index + 1;
  };
  const accountFor = (end: number, noticedAt: number): void => {
    const passed = upTo === undefined ? [] : history.slice(upTo, end);
    const missing = passed.filter(({ id, visible }) => visible && !seen.has(id)).map(({ cursor }) => cursor);
    if (missing.length > 0) violations.push({ broken: 'gap', missing, noticedAt });
    upTo = Math.max(upTo ?? 0, end);
  };
  const startFrom = (cursor: Cursor | null, noticedAt: number): void => {
    upTo = cursor === null ? undefined : countTo(cursor, noticedAt);
  };
  const receive = (id: string, cursor: Cursor | undefined, noticedAt: number): void => {
    const index = cursor === undefined ? undefined : indexOf.get(cursor);
    if (cursor === undefined || index === undefined || history[index]?.id !== id) {
      violations.push({ broken: 'foreign', id, noticedAt });
      return;
    }
    if (seen.has(id)) {
      violations.push({ broken: 'duplicate', cursor, noticedAt });
      return;
    }
    if (upTo !== undefined && index < upTo) violations.push({ broken: 'reorder', cursor, noticedAt });
    else accountFor(index, noticedAt);
    seen.add(id);
    upTo = Math.max(upTo ?? 0, index + 1);
  };

  let connected = false;
  for (const [noticedAt, it] of told.entries()) {
    if (it.kind === 'event') {
      receive(it.id, it.cursor, noticedAt);
      continue;
    }
    if (it.kind === 'ready' && it.resume === 'fresh') {
      if (connected) violations.push({ broken: 'forgotten', noticedAt });
      startFrom(it.cursor, noticedAt);
    } else if (it.kind === 'resync' || (it.kind === 'ready' && it.resume === 'resync')) {
      startFrom(it.cursor, noticedAt);
    } else if (it.cursor !== null) {
      const end = countTo(it.cursor, noticedAt);
      if (end !== undefined) accountFor(end, noticedAt);
    }
    connected = true;
  }
  accountFor(history.length, told.length);
  return violations;
}
