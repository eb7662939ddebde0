import type { Delivery } from './deliver.js';

/** How much history one organization may have here; whichever bound is reached first holds. */
export interface LogLimits {
  readonly events: number;
  /** Of the messages as they were published. */
  readonly bytes: number;
  readonly ageMs: number;
}

/** An event that can be delivered again. */
export interface RecentEvent {
  readonly seq: number;
  readonly bytes: number;
  /** When it arrived here, in milliseconds since the Unix epoch. */
  readonly at: number;
  readonly delivery: Delivery;
}

/** Forgotten slots at the front of the list before it is moved together. */
const COMPACT_AT = 256;

/**
 * The newest events of one unbroken sequence. Every event after `completeSince` that anybody can see is here: what
 * nobody can see again, as an ephemeral event, is a step of the sequence without an entry.
 */
export class RecentEvents {
  /** Those forgotten leave an empty slot, so that their memory is free at once. */
  #events: (RecentEvent | undefined)[] = [];
  #first = 0;
  #bytes = 0;

  constructor(
    private readonly limits: LogLimits,
    /** The number after which nothing is missing. */
    public completeSince: number,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#events.length - this.#first;
  }

  /** Events are added in the order of `seq`. */
  add(event: RecentEvent): void {
    this.#events.push(event);
    this.#bytes += event.bytes;
    while (this.count > this.limits.events || this.#bytes > this.limits.bytes) this.forgetOldest();
  }

  forgetExpired(now: number): void {
    const oldestKept = now - this.limits.ageMs;
    for (let oldest = this.#events[this.#first]; oldest && oldest.at < oldestKept; ) {
      this.forgetOldest();
      oldest = this.#events[this.#first];
    }
  }

  /** What followed a number; `undefined` when some of it is no longer here. */
  after(seq: number): readonly RecentEvent[] | undefined {
    if (seq < this.completeSince) return undefined;
    let low = this.#first;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#events[middle]?.seq ?? Number.POSITIVE_INFINITY) <= seq) low = middle + 1;
      else high = middle;
    }
    return this.#events.slice(low).flatMap((event) => event ?? []);
  }

  forgetOldest(): void {
    const oldest = this.#events[this.#first];
    if (!oldest) return;
    this.#events[this.#first] = undefined;
    this.#first += 1;
    this.#bytes -= oldest.bytes;
    this.completeSince = oldest.seq;
    if (this.#first >= COMPACT_AT && this.#first * 2 >= this.#events.length) {
      this.#events = this.#events.slice(this.#first);
      this.#first = 0;
    }
  }
}
