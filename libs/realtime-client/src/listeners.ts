/** A set of functions that want to be told. One that throws does not keep the others from hearing. */
export class Listeners<Args extends readonly unknown[]> {
  readonly #listeners = new Set<{ readonly call: (...args: Args) => void }>();

  /** The same function added twice is told twice; each removal takes away its own. */
  add(call: (...args: Args) => void): () => void {
    const listener = { call };
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  tell(...args: Args): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener.call(...args);
      } catch (error) {
        // Reported as any uncaught error is, after the others have been told.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
