import type { Delivery } from './deliver.js';

/**
 * Events that wait for a socket that does not keep up. Of `latest` events with the same key only the newest stays,
 * and it stands where it happened, not where the one it replaces stood: what leaves is always in the order of the
 * sequence, so the cursor of any event that was sent still means "everything before is known, or was replaced by
 * something that follows". `ephemeral` events are worth nothing late: they do not wait.
 */
export class Backlog {
  readonly #waiting = new Map<string | number, { readonly delivery: Delivery; readonly bytes: number }>();
  #added = 0;
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Whether an event took the place of an older one. */
  add(delivery: Delivery, bytes: number): boolean {
    if (delivery.kind === 'ephemeral') return false;
    this.#added += 1;
    const key = delivery.conflationKey ?? this.#added;
    const replaces = this.#remove(key);
    this.#waiting.set(key, { delivery, bytes });
    this.#bytes += bytes;
    return replaces;
  }

  /** The oldest event, which no longer waits. */
  shift(): Delivery | undefined {
    const [oldest] = this.#waiting;
    if (!oldest) return undefined;
    const [key, { delivery }] = oldest;
    this.#remove(key);
    return delivery;
  }

  clear(): void {
    this.#waiting.clear();
    this.#bytes = 0;
  }

  #remove(key: string | number): boolean {
    this.#bytes -= this.#waiting.get(key)?.bytes ?? 0;
    return this.#waiting.delete(key);
  }
}
