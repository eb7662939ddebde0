import { BrokerUnavailable, type StreamMessage, type Tail, type TailOptions } from '../event-broker.js';
import { backoffMs, pause } from '../pause.js';
import type { InMemoryStream } from './in-memory-stream.js';

const DEFAULT_PREFETCH = 500;

/** Reads an in-memory stream. Batches are asynchronous, never within `publish`. */
export class InMemoryTail implements Tail {
  readonly #options: TailOptions;
  readonly #stream: InMemoryStream;
  readonly #onError: (error: Error) => void;
  readonly #closing = new AbortController();
  readonly #caughtUp = Promise.withResolvers<void>();
  readonly #ended: Promise<void>;
  #next: number;
  #offset: number | undefined;

  constructor(options: TailOptions, stream: InMemoryStream, onError: (error: Error) => void) {
    this.#options = options;
    this.#stream = stream;
    this.#onError = onError;
    this.#next = startOffset(options, stream);
    this.#caughtUp.promise.catch(() => undefined);
    this.#ended = this.#run(stream.end);
  }

  get caughtUp(): Promise<void> {
    return this.#caughtUp.promise;
  }

  get connected(): boolean {
    return !this.#closing.signal.aborted;
  }

  get offset(): number | undefined {
    return this.#offset;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#ended;
    this.#caughtUp.reject(new BrokerUnavailable('the tail was closed before it had caught up'));
  }

  async #run(target: number): Promise<void> {
    const { signal } = this.#closing;
    let wake = () => {};
    const unsubscribe = this.#stream.onAppend(() => wake());
    signal.addEventListener('abort', () => wake());
    for (let rejections = 0; !signal.aborted; ) {
      // What is published within the same turn of the event loop arrives together.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) break;
      try {
        await this.#readBatch();
        rejections = 0;
      } catch (cause) {
        rejections += 1;
        this.#onError(
          new Error(`a batch of stream ${this.#options.stream} failed and is read again`, { cause }),
        );
        await pause(backoffMs(rejections), signal);
        continue;
      }
      if (this.#next >= target) this.#caughtUp.resolve();
      if (this.#next === this.#stream.end && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
    unsubscribe();
  }

  async #readBatch(): Promise<void> {
    this.#reportJump();
    const messages: readonly StreamMessage[] = this.#stream.read(
      this.#next,
      this.#options.prefetch ?? DEFAULT_PREFETCH,
    );
    const last = messages.at(-1);
    if (!last) return;
    await this.#options.onBatch(messages);
    this.#offset = last.offset;
    this.#next = last.offset + 1;
  }

  /** Like RabbitMQ: an offset that has expired, or that the stream never reached, continues with the oldest message. */
  #reportJump(): void {
    const { first, end } = this.#stream;
    const expected = this.#next;
    if (expected >= first && expected <= end) return;
    this.#next = first;
    this.#options.onDiscontinuity({ expected, actual: first });
  }
}

function startOffset({ from }: TailOptions, stream: InMemoryStream): number {
  if (from === 'next') return stream.end;
  return 'offset' in from ? from.offset : stream.offsetOfWindow(from.windowMs);
}
