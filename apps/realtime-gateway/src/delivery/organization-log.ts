import type { Position } from '@business-control/realtime-contracts';
import { type LogLimits, type RecentEvent, RecentEvents } from './recent-events.js';

/**
 * What the position of an envelope says about the history before it:
 * - `next`: it continues where the log stood;
 * - `start`: it is the first one seen, and what came before it is not known;
 * - `duplicate`: it was delivered before, or belongs to a history that has ended;
 * - `gap`: the events from `after` (exclusive) up to it (exclusive) were never seen;
 * - `new-epoch`: the sequence started again; the history up to `after` has ended.
 */
export type Verdict =
  | { readonly kind: 'next' | 'start' | 'duplicate' }
  | { readonly kind: 'gap' | 'new-epoch'; readonly after: Position };

/**
 * The sequence of one organization as this gateway has seen it: where it stands, and the newest events up to there.
 * The events are of one unbroken piece of it, so whoever stands inside can be given what followed.
 */
export class OrganizationLog {
  #head: Position | undefined;
  #certain = true;
  readonly #endedEpochs = new Set<string>();
  #recent: RecentEvents;

  constructor(private readonly limits: LogLimits) {
    this.#recent = new RecentEvents(limits, 0);
  }

  /** The last position accepted; `undefined` before the first. */
  get head(): Position | undefined {
    return this.#head;
  }

  /** Whether the organization is known to stand at `head`, as far as the stream was read. */
  get certain(): boolean {
    return this.#head !== undefined && this.#certain;
  }

  get bytes(): number {
    return this.#recent.bytes;
  }

  /** Judges a position and, unless it is a duplicate, moves the head to it. A broken sequence starts a new history. */
  accept(position: Position): Verdict {
    const head = this.#head;
    if (this.#endedEpochs.has(position.epoch)) return { kind: 'duplicate' };
    if (head && position.epoch === head.epoch && position.seq <= head.seq) return { kind: 'duplicate' };
    this.#head = position;
    this.#certain = true;
    if (head && position.epoch === head.epoch && position.seq === head.seq + 1) return { kind: 'next' };
    this.#restart(position.seq - 1);
    if (!head) return { kind: position.seq === 1 ? 'next' : 'start' };
    if (position.epoch === head.epoch) return { kind: 'gap', after: head };
    // A late duplicate of the ended history must not bring it back.
    this.#endedEpochs.add(head.epoch);
    return { kind: 'new-epoch', after: head };
  }

  /** Keeps the event of the position just accepted. */
  keep(event: Omit<RecentEvent, 'seq'>): void {
    if (this.#head) this.#recent.add({ ...event, seq: this.#head.seq });
  }

  /** The event at the head cannot be shown to anybody: nobody who stands before it can be brought up to date. */
  breakAtHead(): void {
    this.#restart(this.#head?.seq ?? 0);
  }

  /** Events may have been lost after the head. The next one, or somebody who knows, tells whether. */
  doubt(): void {
    this.#certain = false;
    this.breakAtHead();
  }

  /** Everything between a position and the head; `undefined` when it is not known, or no longer. */
  after({ epoch, seq }: Position): readonly RecentEvent[] | undefined {
    const head = this.#head;
    if (!head || epoch !== head.epoch || seq > head.seq) return undefined;
    return this.#recent.after(seq);
  }

  forgetExpired(now: number): void {
    this.#recent.forgetExpired(now);
  }

  #restart(completeSince: number): void {
    this.#recent = new RecentEvents(this.limits, completeSince);
  }
}
