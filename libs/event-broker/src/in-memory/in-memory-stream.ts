import type { OutgoingMessage, StreamMessage } from '../event-broker.js';

interface Entry {
  readonly message: StreamMessage;
  readonly at: number;
}

export interface InMemoryStreamOptions {
  readonly maxAgeMs: number;
  readonly now: () => number;
}

/** An append-only log with consecutive offsets that forgets what is older than its maximum age. */
export class InMemoryStream {
  readonly #maxAgeMs: number;
  readonly #now: () => number;
  #entries: Entry[] = [];
  /** Offset of the oldest entry. */
  #first = 0;
  readonly #listeners = new Set<() => void>();

  constructor({ maxAgeMs, now }: InMemoryStreamOptions) {
    this.#maxAgeMs = maxAgeMs;
    this.#now = now;
  }

  /** Offset of the oldest message that is still there; equals `end` when there is none. */
  get first(): number {
    this.#expire();
    return this.#first;
  }

  /** Offset the next message will have. */
  get end(): number {
    return this.#first + this.#entries.length;
  }

  /** Calls the listener at every append until the returned function is called. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  append(message: OutgoingMessage): void {
    this.#expire();
    this.#entries.push({ message: { ...message, offset: this.end }, at: this.#now() });
    for (const listener of this.#listeners) listener();
  }

  /** At most `limit` messages from `offset` on. */
  read(offset: number, limit: number): StreamMessage[] {
    const from = Math.max(0, offset - this.first);
    return this.#entries.slice(from, from + limit).map(({ message }) => message);
  }

  /** Offset of the first message that is at most `windowMs` old. */
  offsetOfWindow(windowMs: number): number {
    this.#expire();
    const since = this.#now() - windowMs;
    const index = this.#entries.findIndex(({ at }) => at >= since);
    return index < 0 ? this.end : this.#first + index;
  }

  #expire(): void {
    const since = this.#now() - this.#maxAgeMs;
    const kept = this.#entries.findIndex(({ at }) => at >= since);
    const expired = kept < 0 ? this.#entries.length : kept;
    if (expired === 0) return;
    this.#entries = this.#entries.slice(expired);
    this.#first += expired;
  }
}
