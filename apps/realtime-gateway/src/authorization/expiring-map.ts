/** Keeps each value for a fixed time after it was set. */
export class ExpiringMap<Value> {
  /** In the order of setting, which is that of expiry. */
  readonly #entries = new Map<string, { readonly value: Value; readonly until: number }>();

  constructor(private readonly keepMs: number) {}

  /** How many values are held, those included that expired since the last `set`. */
  get size(): number {
    return this.#entries.size;
  }

  set(key: string, value: Value): void {
    const now = Date.now();
    for (const [oldest, { until }] of this.#entries) {
      if (until > now) break;
      this.#entries.delete(oldest);
    }
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: now + this.keepMs });
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.until > Date.now() ? entry.value : undefined;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Looks at every key: for what happens rarely. */
  deleteWhere(matches: (key: string) => boolean): void {
    for (const key of this.#entries.keys()) if (matches(key)) this.#entries.delete(key);
  }
}
