/** A part of what the budget bounds: the history of one organization. */
export interface History {
  readonly bytes: number;
  forgetOldest(): void;
}

/**
 * Bounds the histories of all organizations together. When they outgrow it, the one that has grown least lately gives way, its
 * oldest events first: a client that comes back to a quiet organization has most likely missed nothing anyway.
 */
export class HistoryBudget {
  /** Those that hold anything, with how much; the longest quiet first. */
  readonly #held = new Map<History, number>();
  #bytes = 0;
  displaced = 0;

  constructor(private readonly maxBytes: number) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** A history was added to. */
  grown(history: History): void {
    // Behind all others from now on.
    this.#count(history, 0);
    this.#count(history, history.bytes);
    while (this.#bytes > this.maxBytes) {
      const [quietest] = this.#held.keys();
      if (!quietest) return;
      quietest.forgetOldest();
      this.displaced += 1;
      this.settle(quietest);
    }
  }

  /** A history may have become smaller. */
  settle(history: History): void {
    if (this.#held.has(history)) this.#count(history, history.bytes);
  }

  #count(history: History, bytes: number): void {
    this.#bytes += bytes - (this.#held.get(history) ?? 0);
    if (bytes > 0) this.#held.set(history, bytes);
    else this.#held.delete(history);
  }
}
