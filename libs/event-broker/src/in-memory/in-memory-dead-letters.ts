import type { DeadLetter, WorkQueueOptions } from '../event-broker.js';

/** The dead letters of a queue, oldest first, as many and as old as they may be. */
export class InMemoryDeadLetters {
  readonly #bounds: WorkQueueOptions['deadLetterBounds'];
  readonly #now: () => number;
  #kept: { readonly letter: DeadLetter; readonly at: number }[] = [];

  constructor(bounds: WorkQueueOptions['deadLetterBounds'], now: () => number) {
    this.#bounds = bounds;
    this.#now = now;
  }

  add(letter: DeadLetter): void {
    this.#kept.push({ letter, at: this.#now() });
    this.#forget();
  }

  oldest(limit: number): readonly DeadLetter[] {
    this.#forget();
    return this.#kept.slice(0, limit).map(({ letter }) => letter);
  }

  #forget(): void {
    if (!this.#bounds) return;
    const since = this.#now() - this.#bounds.maxAgeMs;
    this.#kept = this.#kept.slice(-this.#bounds.maxCount).filter(({ at }) => at > since);
  }
}
