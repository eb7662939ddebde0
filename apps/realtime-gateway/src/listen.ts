import { once } from 'node:events';
import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import type { GatewayEnv } from './config/env.js';
import { StartupError } from './startup-error.js';

/**
 * Opens the port. Throws an error that names the setting to change when the port cannot be had; `app.listen` would
 * log another one on top.
 */
export async function listen(
  app: INestApplication,
  { WEBSOCKET_HOST, WEBSOCKET_PORT }: Pick<GatewayEnv, 'WEBSOCKET_HOST' | 'WEBSOCKET_PORT'>,
): Promise<void> {
  const server: Server = app.getHttpServer();
  try {
    server.listen(WEBSOCKET_PORT, WEBSOCKET_HOST);
    await once(server, 'listening');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const why =
      code === 'EADDRINUSE'
        ? `port ${WEBSOCKET_PORT} is taken; set WEBSOCKET_PORT to a free one`
        : `cannot listen on WEBSOCKET_HOST=${WEBSOCKET_HOST}, WEBSOCKET_PORT=${WEBSOCKET_PORT} (${String(code)})`;
    throw new StartupError(why, { cause });
  }
  app.flushLogs();
}
