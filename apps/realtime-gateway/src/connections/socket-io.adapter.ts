import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-adapter';
import { Server } from 'socket.io';
import type { RedisConnections } from '../redis/redis-connections.js';
import { coalesceWrites } from './coalesce-writes.js';
import { ConnectionRefused } from './error-codes.js';
import { CONNECT_TIMEOUT_MS, MAX_MESSAGE_BYTES } from './limits.js';

export interface SocketIoOptions {
  readonly corsOrigins: readonly string[];
  /** Whether connections are taken at the moment. */
  readonly accepts: () => boolean;
  /** Carries ephemeral broadcasts between gateways; no durable event depends on it. */
  readonly redis: RedisConnections | undefined;
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
    const { corsOrigins, accepts, redis } = this.options;
    const server = new Server(this.httpServer, {
      cors: { origin: corsOrigins.includes('*') ? '*' : [...corsOrigins] },
      // Refused before a connection exists: a stock client takes that for an absent server and tries again.
      allowRequest: (_request, decide) => decide(accepts() ? null : 'not ready', accepts()),
      connectTimeout: CONNECT_TIMEOUT_MS,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      // Compressing each frame for each socket costs more than it saves at the size of our events.
      perMessageDeflate: false,
      serveClient: false,
    });
    // Open to anyone unless refused; everything of ours lives in another namespace.
    server.of('/').use((_socket, next) => next(new ConnectionRefused('namespace.closed')));
    if (redis) server.adapter(createAdapter(redis.commands, redis.subscriber));
    coalesceWrites(server.engine);
    return server;
  }
}
