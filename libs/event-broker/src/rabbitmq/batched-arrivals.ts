/** Hands on what arrived together, one batch at a time: what arrives during a batch makes the next one. */
export class BatchedArrivals<T> {
  readonly #limit: number;
  readonly #handle: (batch: readonly T[]) => Promise<void>;
  readonly #arrived: T[] = [];
  #working: Promise<void> | undefined;
  #stopped = false;

  /** `limit` is the size of the largest batch; `handle` must not reject. */
  constructor(limit: number, handle: (batch: readonly T[]) => Promise<void>) {
    this.#limit = limit;
    this.#handle = handle;
  }

  push(item: T): void {
    if (this.#stopped) return;
    this.#arrived.push(item);
    this.#working ??= this.#work();
  }

  /** Forgets what is not in progress; resolves when the batch in progress is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#arrived.length = 0;
    await this.#working;
  }

  async #work(): Promise<void> {
    // A socket's whole read is parsed before immediates run.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#arrived.length > 0) {
      await this.#handle(this.#arrived.splice(0, this.#limit));
    }
    this.#working = undefined;
  }
}
