import type { TailStart } from '../event-broker.js';

/** What `x-stream-offset` takes. A timestamp has a granularity of seconds, and a chunk of the stream is never split by it. */
export type StreamOffset = number | 'first' | { readonly '!': 'timestamp'; readonly value: number };

export interface Jump {
  readonly expected: number;
  readonly actual: number;
}

/**
 * Where a tail stands in its stream, and what the first message after an attachment says about it. RabbitMQ gives no error for
 * an offset that it does not have: it starts at the oldest message when that offset has expired, and it delivers nothing at
 * all when it is past the end (the stream was re-created). Offsets are not contiguous either: RabbitMQ keeps records of its own
 * between segments. So a tail attaches one before the message it wants: seeing the message it has already had is the proof
 * that nothing lies between.
 */
export class StreamPosition {
  readonly #start: StreamOffset | 'next';
  #next: number | undefined;
  #attached = false;

  constructor(from: TailStart, now: number) {
    if (from === 'next') this.#start = from;
    else if ('offset' in from) this.#start = this.#next = from.offset;
    else this.#start = { '!': 'timestamp', value: Math.max(0, Math.floor((now - from.windowMs) / 1_000)) };
  }

  /** The offset that follows the last one handled; `undefined` before the first. */
  get next(): number | undefined {
    return this.#next;
  }

  /** `end` is the offset of a message published a moment ago. */
  attachAt(end: number): StreamOffset {
    this.#attached = false;
    if (this.#start === 'next') this.#next ??= end + 1;
    else if (this.#next === undefined) return this.#start;
    const before = Math.max(0, this.#next - 1);
    return before > end ? 'first' : before;
  }

  /** Whether the message is news, and whether something is missing before it. */
  arrive(offset: number): { readonly isNew: boolean; readonly jump?: Jump } {
    const expected = this.#next;
    const continues = this.#attached || expected === undefined || offset === expected;
    this.#attached = true;
    if (continues) return { isNew: true };
    if (offset === expected - 1) return { isNew: false };
    return { isNew: true, jump: { expected, actual: offset } };
  }

  /** Everything before `next` is done with. */
  advanceTo(next: number): void {
    this.#next = next;
  }
}
