import type { Position } from '@business-control/realtime-contracts';
import { type LogLimits, type RecentEvent, RecentEvents } from './recent-events.js';

/**
 * What the position of an envelope says about the history before it:
 * - `next`: it continues where the log stood;
 * - `start`: it is the first one seen, and what came before it is not known;
 * - `duplicate`: it was delivered before;
 * - `gap`: the events from `after` (exclusive) up to it (exclusive) were never seen;
 * - `new-epoch`: the sequence started again, or an earlier one goes on after all; that up to `after` has ended.
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
  /** Who told the head. */
  #source: 'stream' | 'core-api' = 'stream';
  /**
   * How far ended epochs had come. Only what is known of them is a duplicate: an old message that is read after a
   * newer epoch began must not make that one look as if it had ended for good.
   */
  readonly #ended = new Map<string, number>();
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
    const seen = position.epoch === head?.epoch ? head.seq : (this.#ended.get(position.epoch) ?? 0);
    if (position.seq <= seen) return { kind: 'duplicate' };
    this.#moveTo(position, 'stream');
    if (head && position.epoch === head.epoch && position.seq === head.seq + 1) return { kind: 'next' };
    this.#restart(position.seq - 1);
    if (!head) return { kind: position.seq === 1 ? 'next' : 'start' };
    return { kind: position.epoch === head.epoch ? 'gap' : 'new-epoch', after: head };
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

  /**
   * Takes a position from somebody who knows, unless the stream has told one by itself. Returns whether the log had
   * to move: then what it passed over may still come, and will count as seen.
   */
  establish(position: Position): boolean {
    const head = this.#head;
    if (this.certain) return false;
    if (head && head.epoch === position.epoch && position.seq <= head.seq) {
      this.#certain = position.seq === head.seq;
      return false;
    }
    this.#moveTo(position, 'core-api');
    this.#restart(position.seq);
    return true;
  }

  /** Whether a position lies ahead of the head. */
  isBehind({ epoch, seq }: Position): boolean {
    return this.#head?.epoch === epoch && seq > this.#head.seq;
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

  /** Whoever stands before its oldest event must then fetch again. */
  forgetOldest(): void {
    this.#recent.forgetOldest();
  }

  #moveTo(position: Position, source: 'stream' | 'core-api'): void {
    const head = this.#head;
    // What core-api told of a newer epoch may still be on its way behind an event of the one before.
    if (head && head.epoch !== position.epoch && this.#source === 'stream') {
      this.#ended.set(head.epoch, head.seq);
    }
    this.#ended.delete(position.epoch);
    this.#head = position;
    this.#source = source;
    this.#certain = true;
  }

  #restart(completeSince: number): void {
    this.#recent = new RecentEvents(this.limits, completeSince);
  }
}
