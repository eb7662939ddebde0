/**
 * The rooms of one device, over its connections. A room is left by a connection that leaves it, not by one that ends: it may
 * come back.
 */
export class DeviceRooms<Connection extends object> {
  readonly #connections = new Map<Connection, ReadonlySet<string>>();
  readonly #rooms = new Set<string>();

  get abandoned(): boolean {
    return this.#connections.size === 0;
  }

  names(): string[] {
    return [...this.#rooms].sort();
  }

  /** Rooms of earlier connections. */
  remember(names: Iterable<string>): void {
    for (const name of names) this.#rooms.add(name);
  }

  add(connection: Connection): void {
    this.#connections.set(connection, new Set());
  }

  remove(connection: Connection): void {
    this.#connections.delete(connection);
  }

  /** A connection is in these rooms now. Returns whether it is one of the device's. */
  move(connection: Connection, names: Iterable<string>): boolean {
    const before = this.#connections.get(connection);
    if (!before) return false;
    const now = new Set(names);
    this.#connections.set(connection, now);
    for (const name of now) this.#rooms.add(name);
    for (const name of before) if (!this.#occupied(name)) this.#rooms.delete(name);
    return true;
  }

  #occupied(name: string): boolean {
    return [...this.#connections.values()].some((rooms) => rooms.has(name));
  }
}
