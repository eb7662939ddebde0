/** How many may wait for one owner. */
const MAX_WAITING = 16;

interface Line {
  readonly end: Promise<unknown>;
  readonly waiting: number;
}

/**
 * Work of one owner, one piece after the other in the order in which it came, so that what somebody writes in two messages is
 * not kept the other way round. Owners do not wait for each other.
 */
export class Turns {
  readonly #lines = new WeakMap<object, Line>();

  /** `undefined` when too much of this owner's waits already. Work that fails holds up nothing. */
  take<Result>(owner: object, work: () => Promise<Result>): Promise<Result> | undefined {
    const { end, waiting } = this.#lines.get(owner) ?? { end: Promise.resolve(), waiting: 0 };
    if (waiting >= MAX_WAITING) return undefined;
    const result = end.then(work);
    const leave = () => this.#leave(owner);
    this.#lines.set(owner, { end: result.then(leave, leave), waiting: waiting + 1 });
    return result;
  }

  #leave(owner: object): void {
    const line = this.#lines.get(owner);
    if (line && line.waiting > 1) this.#lines.set(owner, { ...line, waiting: line.waiting - 1 });
    else this.#lines.delete(owner);
  }
}
