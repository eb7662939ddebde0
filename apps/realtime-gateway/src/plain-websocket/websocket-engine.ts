import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from 'socket.io';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { isPlainWebSocket } from './endpoint.js';
import { PlainWebSocket, type Refused } from './plain-websocket.js';

/** Where Engine.IO itself takes connections. */
const SOCKET_IO_PATH = '/socket.io/';

/** What the parts of a message have at least, on average, when it is as large as it may be. */
const LEAST_FRAGMENT_BYTES = 1_024;
const LEAST_CHUNK_BYTES = 128;

/** Opens the WebSockets of Engine.IO (its option `wsEngine`): those of plain clients it is handed translated. */
export class WebSocketEngine {
  readonly #server: WebSocketServer;

  constructor(
    private readonly refused: Refused,
    options: ServerOptions,
  ) {
    const { maxPayload = 0 } = options;
    this.#server = new WebSocketServer({
      ...options,
      autoPong: false,
      // A byte costs the memory of a whole part when each is one.
      maxFragments: Math.ceil(maxPayload / LEAST_FRAGMENT_BYTES),
      maxBufferedChunks: Math.ceil(maxPayload / LEAST_CHUNK_BYTES),
    });
  }

  on(event: 'headers', listener: (headers: string[], request: IncomingMessage) => void): void {
    this.#server.on(event, listener);
  }

  close(): void {
    this.#server.close();
  }

  handleUpgrade(
    request: IncomingMessage,
    tcp: Duplex,
    head: Buffer,
    opened: (socket: WebSocket | PlainWebSocket) => void,
  ): void {
    this.#server.handleUpgrade(request, tcp, head, (ws) => {
      answerPings(ws);
      opened(isPlainWebSocket(request) ? new PlainWebSocket(ws, this.refused) : ws);
    });
  }
}

/**
 * Answers the pings of a client one at a time, and of those that came meanwhile the last alone (RFC 6455, 5.5.3): a client that
 * pings and does not read would otherwise fill the memory with answers.
 */
function answerPings(ws: WebSocket): void {
  let answering = false;
  let last: Buffer | undefined;
  const answer = (ping: Buffer) => {
    answering = true;
    last = undefined;
    ws.pong(ping, false, () => {
      answering = false;
      if (last) answer(last);
    });
  };
  ws.on('ping', (ping) => {
    if (answering) last = ping;
    else answer(ping);
  });
}

/**
 * Takes plain clients in as connections of Engine.IO, by its own way in: it asks who may open one, counts them,
 * looks for dead ones and closes them all as it does those of its own clients. Whoever wants to upgrade anything else is cut off.
 */
export function acceptPlainWebSockets(httpServer: HttpServer, engine: Server['engine']): void {
  httpServer.on('upgrade', (request: IncomingMessage, tcp: Duplex, head: Buffer) => {
    if (!isPlainWebSocket(request)) {
      // Engine.IO would end its own side alone, and who does not end the other would keep the connection.
      if (!request.url?.startsWith(SOCKET_IO_PATH)) tcp.destroy();
      return;
    }
    // What a client of Engine.IO says in its query.
    const query = { EIO: '4', transport: 'websocket' };
    engine.handleUpgrade(Object.assign(request, { _query: query }), tcp, head);
  });
}
