import { Injectable } from '@nestjs/common';

/** Events that are replayed before live ones get a turn: some 5 ms of work. */
const EVENTS_PER_TURN = 500;

/**
 * Lets connections that must be brought up to date in one after the other: as many in a turn of the event loop as
 * its budget allows, at least one. After a gateway was lost thousands come at once; live events are read and sent
 * between the turns.
 */
@Injectable()
export class ReplayTurns {
  readonly #waiting: { readonly events: number; readonly enter: () => void }[] = [];
  #running = false;

  /** How many connections wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when it is the turn of a replay of this size. */
  take(events: number): Promise<void> {
    return new Promise((enter) => {
      this.#waiting.push({ events, enter });
      if (this.#running) return;
      this.#running = true;
      setImmediate(() => this.#turn());
    });
  }

  #turn(): void {
    let spent = 0;
    while (spent < EVENTS_PER_TURN) {
      const next = this.#waiting.shift();
      if (!next) break;
      spent += next.events;
      next.enter();
    }
    this.#running = this.#waiting.length > 0;
    if (this.#running) setImmediate(() => this.#turn());
  }
}
