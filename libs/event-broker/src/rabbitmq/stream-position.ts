import type { TailStart } from '../event-broker.js';

/** What `x-stream-offset` takes. A timestamp has a granularity of seconds, and a chunk of the stream is never split by it. */
export type StreamOffset = number | 'first' | { readonly '!': 'timestamp'; readonly value: number };

export interface Jump {
  readonly expected: number;
  readonly actual: number;
}

/** RabbitMQ keeps a record of its own at the beginning of a segment, which takes an offset and is never delivered. */
const RECORDS_BETWEEN_SEGMENTS = 1;

/**
 * Where a tail stands in its stream, and whether a message continues it. RabbitMQ says nothing when it does not: an offset
 * that has expired means the oldest message, a reader overtaken by retention skips what is gone, and an offset past the end
 * (the stream was re-created) delivers nothing at all until the stream has grown that far.
 */
export class StreamPosition {
  /** Taken until the first message is handled. */
  readonly #start: Exclude<StreamOffset, number> | undefined;
  #next: number | undefined;
  #expected: number | undefined;

  constructor(from: TailStart, now: number) {
    if (from === 'next') return;
    if ('offset' in from) this.#next = from.offset;
    else this.#start = { '!': 'timestamp', value: Math.max(0, Math.floor((now - from.windowMs) / 1_000)) };
  }

  /** Begins an attachment. `end` is the offset of a message published a moment ago that is nobody's event. */
  attachAt(end: number): StreamOffset {
    if (this.#next === undefined && this.#start) {
      this.#expected = undefined;
      return this.#start;
    }
    this.#next ??= end;
    this.#expected = this.#next;
    return this.#next > end ? 'first' : this.#next;
  }

  /** What is missing between the last message that arrived and this one, if anything is. */
  arrive(offset: number): Jump | undefined {
    const expected = this.#expected ?? offset;
    this.#expected = offset + 1;
    const skipped = offset - expected;
    if (skipped >= 0 && skipped <= RECORDS_BETWEEN_SEGMENTS) return undefined;
    return { expected, actual: offset };
  }

  /** Everything before this offset is done with: the next attachment begins here. */
  resumeAt(offset: number): void {
    this.#next = offset;
  }
}
