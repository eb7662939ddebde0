/** What is used of a connection of Engine.IO. */
interface Connection {
  on(event: 'packetCreate' | 'flush', listener: (packet: Packet) => void): unknown;
  readonly transport: { readonly writable: boolean };
}

/**
 * Counts what was written to a connection and not yet taken by the operating system (WebSocket) or fetched by the
 * client (long-polling), by the events of Engine.IO alone: everything that waits becomes one write as soon as the
 * transport is writable again, which it is when the write before is through. Bytes that several sockets share count
 * for each of them.
 */
export class OutgoingBytes {
  #waiting = 0;
  #inFlight = 0;
  #writes = 0;

  constructor(
    private readonly connection: Connection,
    onGrowth: (bytes: number) => void,
  ) {
    connection.on('packetCreate', (packet: Packet) => {
      this.#waiting += bytesOf(packet);
      onGrowth(this.total);
    });
    connection.on('flush', () => {
      this.#inFlight = this.#waiting;
      this.#waiting = 0;
      this.#writes += 1;
    });
  }

  get total(): number {
    return this.#waiting + (this.connection.transport.writable ? 0 : this.#inFlight);
  }

  /** How many writes began, each after the one before was through: it rises while the client takes something. */
  get writes(): number {
    return this.#writes;
  }
}

interface Packet {
  readonly data?: unknown;
  /** `wsPreEncodedFrame`: header and body of a broadcast, encoded once for all its sockets. */
  readonly options?: { readonly wsPreEncodedFrame?: readonly { readonly length: number }[] };
}

function bytesOf({ data, options }: Packet): number {
  const frame = options?.wsPreEncodedFrame;
  if (frame) return frame.reduce((bytes, { length }) => bytes + length, 0);
  if (typeof data === 'string') return Buffer.byteLength(data);
  return ArrayBuffer.isView(data) ? data.byteLength : 0;
}
