import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-adapter';
import { Server } from 'socket.io';
import type { Admission } from '../limits/admission.js';
import { acceptPlainWebSockets, WebSocketEngine } from '../plain-websocket/websocket-engine.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { limitAttempts } from './attempts.js';
import { coalesceWrites } from './coalesce-writes.js';
import { ConnectionRefused, type SocketErrorCode } from './error-codes.js';
import { CONNECT_TIMEOUT_MS, KEPT_ALIVE_MS, REQUEST_TIMEOUT_MS } from './limits.js';
import { parserThatRefusesWithCodes } from './refusal-encoder.js';

export interface SocketIoOptions {
  readonly corsOrigins: readonly string[];
  /** Why no connections are taken at the moment; `undefined` while they are. */
  readonly closed: () => SocketErrorCode | undefined;
  /** Carries ephemeral broadcasts between gateways; no durable event depends on it. */
  readonly redis: RedisConnections | undefined;
  readonly admission: Pick<Admission, 'refusalToOpen' | 'open'>;
  /** Told of every refusal of which nobody behind the door hears. */
  readonly refused: (code: SocketErrorCode) => void;
  readonly maxMessageBytes: number;
}

/** Socket.IO as the product runs it, on the HTTP server of the application. */
export class SocketIoAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly options: SocketIoOptions,
  ) {
    super(app);
  }

  override createIOServer(): Server {
    const { corsOrigins, closed, redis, admission, refused, maxMessageBytes } = this.options;
    const server = new Server(this.httpServer, {
      cors: { origin: corsOrigins.includes('*') ? '*' : [...corsOrigins] },
      // Refused before a connection exists: a stock client takes that for an absent server and tries again.
      allowRequest: async (request, decide) => {
        const refusal = closed() ?? (await admission.refusalToOpen(request));
        if (refusal) refused(refusal);
        decide(refusal ?? null, refusal === undefined);
      },
      connectTimeout: CONNECT_TIMEOUT_MS,
      maxHttpBufferSize: maxMessageBytes,
      // Compressing each frame for each socket costs more than it saves at the size of our events.
      perMessageDeflate: false,
      // Engine.IO makes one, and knows nothing of the first argument.
      wsEngine: WebSocketEngine.bind(null, refused),
      parser: parserThatRefusesWithCodes(refused),
      serveClient: false,
    });
    // Open to anyone unless refused; everything of ours lives in another namespace.
    server.of('/').use((_socket, next) => {
      refused('namespace.closed');
      next(new ConnectionRefused('namespace.closed'));
    });
    if (redis) server.adapter(createAdapter(redis.commands, redis.subscriber, { key: redis.broadcastKey }));
    acceptPlainWebSockets(this.httpServer, server.engine);
    coalesceWrites(server.engine);
    limitAttempts(server.engine);
    admission.open.watch(server.engine);
    // Whoever opens a connection and does not say what for, or polls and does not say it all.
    this.httpServer.headersTimeout = CONNECT_TIMEOUT_MS;
    this.httpServer.requestTimeout = REQUEST_TIMEOUT_MS;
    this.httpServer.keepAliveTimeout = KEPT_ALIVE_MS;
    return server;
  }
}
