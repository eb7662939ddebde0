import type { Position } from '@business-control/realtime-contracts';

/**
 * What the position of an envelope says about the history before it:
 * - `next`: it continues where the log stood, or is the first one seen;
 * - `duplicate`: it was delivered before, or belongs to a history that has ended;
 * - `gap`: the events from `after` (exclusive) up to it (exclusive) were never seen;
 * - `new-epoch`: the sequence started again; the history up to `after` has ended.
 */
export type Verdict =
  | { readonly kind: 'next' | 'duplicate' }
  | { readonly kind: 'gap' | 'new-epoch'; readonly after: Position };

/** The sequence of one organization as this gateway has seen it. */
export class OrganizationLog {
  #head: Position | undefined;
  readonly #endedEpochs = new Set<string>();

  /** The last position accepted; `undefined` before the first. */
  get head(): Position | undefined {
    return this.#head;
  }

  /** Judges a position and, unless it is a duplicate, moves the head to it. */
  accept(position: Position): Verdict {
    const head = this.#head;
    if (this.#endedEpochs.has(position.epoch)) return { kind: 'duplicate' };
    if (head && position.epoch === head.epoch && position.seq <= head.seq) return { kind: 'duplicate' };
    this.#head = position;
    if (!head) return { kind: 'next' };
    if (position.epoch !== head.epoch) {
      // A late duplicate of the ended history must not bring it back.
      this.#endedEpochs.add(head.epoch);
      return { kind: 'new-epoch', after: head };
    }
    return position.seq === head.seq + 1 ? { kind: 'next' } : { kind: 'gap', after: head };
  }
}
