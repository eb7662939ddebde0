/** More than are written to a socket in one go, as a rule. */
const CAPACITY = 16;

/** The last texts that several sockets get alike, by the packets they come from: a broadcast is translated once. */
export class SharedTexts {
  readonly #texts = new Map<string, string>();

  of(packet: string): string | undefined {
    return this.#texts.get(packet);
  }

  add(packet: string, text: string): void {
    this.#texts.set(packet, text);
    if (this.#texts.size <= CAPACITY) return;
    const [oldest] = this.#texts.keys();
    if (oldest !== undefined) this.#texts.delete(oldest);
  }
}
