import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from 'socket.io';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { isPlainWebSocket } from './endpoint.js';
import { PlainWebSocket } from './plain-websocket.js';

/** Opens the WebSockets of Engine.IO (its option `wsEngine`): those of plain clients it is handed translated. */
export class WebSocketEngine {
  readonly #server: WebSocketServer;

  constructor(options: ServerOptions) {
    this.#server = new WebSocketServer(options);
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
    this.#server.handleUpgrade(request, tcp, head, (ws) =>
      opened(isPlainWebSocket(request) ? new PlainWebSocket(ws) : ws),
    );
  }
}

/**
 * Takes plain clients in as connections of Engine.IO, by its own way in: it asks who may open one, counts them,
 * looks for dead ones and closes them all as it does those of its own clients.
 */
export function acceptPlainWebSockets(httpServer: HttpServer, engine: Server['engine']): void {
  httpServer.on('upgrade', (request: IncomingMessage, tcp: Duplex, head: Buffer) => {
    if (!isPlainWebSocket(request)) return;
    // What a client of Engine.IO says in its query.
    const query = { EIO: '4', transport: 'websocket' };
    engine.handleUpgrade(Object.assign(request, { _query: query }), tcp, head);
  });
}
