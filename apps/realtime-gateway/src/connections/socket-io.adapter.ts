import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-adapter';
import { Server } from 'socket.io';
import type { Admission } from '../limits/admission.js';
import { acceptPlainWebSockets, WebSocketEngine } from '../plain-websocket/websocket-engine.js';
import type { RedisConnections } from '../redis/redis-connections.js';
import { limitAttempts } from './attempts.js';
import { coalesceWrites } from './coalesce-writes.js';
import { ConnectionRefused } from './error-codes.js';
import { CONNECT_TIMEOUT_MS } from './limits.js';

export interface SocketIoOptions {
  readonly corsOrigins: readonly string[];
  /** Whether connections are taken at the moment. */
  readonly accepts: () => boolean;
  /** Carries ephemeral broadcasts between gateways; no durable event depends on it. */
  readonly redis: RedisConnections | undefined;
  readonly admission: Pick<Admission, 'mayOpen' | 'open'>;
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
    const { corsOrigins, accepts, redis, admission, maxMessageBytes } = this.options;
    const server = new Server(this.httpServer, {
      cors: { origin: corsOrigins.includes('*') ? '*' : [...corsOrigins] },
      // Refused before a connection exists: a stock client takes that for an absent server and tries again.
      allowRequest: (request, decide) => {
        if (!accepts()) decide('not ready', false);
        else void admission.mayOpen(request).then((may) => decide(may ? null : 'too many', may));
      },
      connectTimeout: CONNECT_TIMEOUT_MS,
      maxHttpBufferSize: maxMessageBytes,
      // Compressing each frame for each socket costs more than it saves at the size of our events.
      perMessageDeflate: false,
      wsEngine: WebSocketEngine,
      serveClient: false,
    });
    // Open to anyone unless refused; everything of ours lives in another namespace.
    server.of('/').use((_socket, next) => next(new ConnectionRefused('namespace.closed')));
    if (redis) server.adapter(createAdapter(redis.commands, redis.subscriber, { key: redis.broadcastKey }));
    acceptPlainWebSockets(this.httpServer, server.engine);
    coalesceWrites(server.engine);
    limitAttempts(server.engine);
    admission.open.watch(server.engine);
    // Whoever opens a connection and does not say what for.
    this.httpServer.headersTimeout = CONNECT_TIMEOUT_MS;
    return server;
  }
}
