import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import type {
  ClientToServerEvents,
  ConnectRefusal,
  EventMeta,
  HandshakeAuth,
  RealtimeReady,
  ServerToClientEvents,
} from '@business-control/realtime-contracts';
import { Server, type Socket } from 'socket.io';
import { onTestFinished, vi } from 'vitest';
import { createRealtimeClient, type RealtimeClientOptions } from '../src/index.js';

type ServerSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** A Socket.IO server that speaks the gateway's protocol and does what a test tells it. */
export class GatewayDouble {
  /** What every handshake presented, oldest first. */
  readonly handshakes: HandshakeAuth[] = [];
  readonly sockets: ServerSocket[] = [];
  /** How the next handshakes are refused, in order. */
  readonly refusals: ConnectRefusal[] = [];
  ready: Partial<RealtimeReady> = {};
  onConnection: (socket: ServerSocket) => void = () => {};
  readonly #http = createServer();
  readonly #io = this.#attach();
  readonly #tcp = new Set<TcpSocket>();
  #away = false;

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    this.#http.on('connection', (socket) => {
      if (this.#away) socket.destroy();
      this.#tcp.add(socket);
      socket.once('close', () => this.#tcp.delete(socket));
    });
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    await this.#io.close();
  }

  /** As if its process were gone. It keeps its port, which somebody else could have before it comes back. */
  goAway(): void {
    this.#away = true;
    for (const socket of this.#tcp) socket.destroy();
  }

  comeBack(): void {
    this.#away = false;
  }

  get socket(): ServerSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('nobody connected yet');
    return socket;
  }

  #attach() {
    const io = new Server<ClientToServerEvents, ServerToClientEvents>(this.#http);
    io.of('/realtime')
      .use((socket, next) => {
        this.handshakes.push(socket.handshake.auth as HandshakeAuth);
        const refusal = this.refusals.shift();
        next(refusal && Object.assign(new Error('refused'), { data: refusal }));
      })
      .on('connection', (socket) => {
        this.sockets.push(socket);
        this.onConnection(socket);
        socket.emit('realtime:ready', {
          userId: 'u',
          organizationId: 'o',
          deviceId: null,
          rooms: [],
          refused: [],
          resume: 'fresh',
          replayed: 0,
          cursor: null,
          serverTime: new Date().toISOString(),
          ...this.ready,
        });
      });
    return io;
  }
}

/** A started double that is stopped after the test. */
export async function startGatewayDouble(): Promise<GatewayDouble> {
  const gateway = await new GatewayDouble().start();
  onTestFinished(() => gateway.stop());
  return gateway;
}

/** A client with short waits between its attempts that is closed after the test. */
export function connectTo(gateway: { url: string }, options: Partial<RealtimeClientOptions> = {}) {
  const client = createRealtimeClient({
    url: gateway.url,
    token: () => 'token',
    backoff: { minMs: 10, maxMs: 40 },
    // Also the time to connect, for a call that is made before.
    ackTimeoutMs: 60_000,
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}

export function metaAt(cursor: string): EventMeta {
  return {
    id: randomUUID(),
    cursor,
    occurredAt: new Date().toISOString(),
    actor: { userId: null, deviceId: null },
  };
}

export const until = (assertion: () => void) => vi.waitFor(assertion, { timeout: 20_000, interval: 5 });
