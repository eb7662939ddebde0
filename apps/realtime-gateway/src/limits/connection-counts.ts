/** Something connections are counted by, e.g. `user:acme/u1`, and how many it may have. */
export interface Countable {
  readonly key: string;
  readonly limit: number;
}

/** How many connections there are of each key. */
export interface ConnectionCounts {
  /** Counts a connection under every key, or under none: then it returns the key that has as many as it may. */
  acquire(countables: readonly Countable[]): Promise<string | undefined>;
  /** Takes back what `acquire` counted. */
  release(countables: readonly Countable[]): void;
}

/** The connections of this process. */
export class LocalConnectionCounts implements ConnectionCounts {
  readonly #counts = new Map<string, number>();

  async acquire(countables: readonly Countable[]): Promise<string | undefined> {
    return this.tryAcquire(countables);
  }

  tryAcquire(countables: readonly Countable[]): string | undefined {
    const full = countables.find(({ key, limit }) => this.of(key) >= limit);
    if (full) return full.key;
    for (const { key } of countables) this.#counts.set(key, this.of(key) + 1);
    return undefined;
  }

  release(countables: readonly Countable[]): void {
    for (const { key } of countables) {
      const left = this.of(key) - 1;
      if (left > 0) this.#counts.set(key, left);
      else this.#counts.delete(key);
    }
  }

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  entries(): [key: string, count: number][] {
    return [...this.#counts];
  }
}
