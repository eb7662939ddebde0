import { Redis, type RedisOptions } from 'ioredis';
import type { PinoLogger } from 'nestjs-pino';

/** Gateways come back to each other about as fast as Redis comes back to them. */
const MAX_RETRY_DELAY_MS = 1_000;

/** An answer that takes longer comes too late for whoever waits for it. */
const COMMAND_TIMEOUT_MS = 1_000;

/** Nobody waits for these; but Redis says only once what has changed, and a process that stands still for a second must hear it. */
const UPDATE_TIMEOUT_MS = 10_000;

/**
 * Every connection of the gateway to Redis. The gateway is correct without it: while it is away a command fails at once,
 * nothing waits for its return but the subscriptions of the Socket.IO adapter, which are few.
 */
export class RedisConnections {
  readonly commands: Redis;
  /** For what nobody waits for and whose answer must not be lost. */
  readonly updates: Redis;
  readonly subscriber: Redis;
  /** What the channels of broadcasts begin with: they belong to no database, and gateways of another one are of another shop. */
  readonly broadcastKey: string;

  constructor(
    options: Pick<RedisOptions, 'host' | 'port' | 'password' | 'db'>,
    private readonly logger: PinoLogger,
  ) {
    this.broadcastKey = `realtime-${options.db ?? 0}`;
    const connection = {
      ...options,
      retryStrategy: (attempt: number) => Math.min(attempt * 100, MAX_RETRY_DELAY_MS),
    };
    const atOnce = {
      ...connection,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
    };
    this.commands = new QuietRedis({
      ...atOnce,
      connectionName: 'realtime-gateway-commands',
      commandTimeout: COMMAND_TIMEOUT_MS,
    });
    this.updates = new QuietRedis({
      ...atOnce,
      connectionName: 'realtime-gateway-updates',
      commandTimeout: UPDATE_TIMEOUT_MS,
    });
    this.subscriber = new QuietRedis({
      ...connection,
      connectionName: 'realtime-gateway-subscriber',
      maxRetriesPerRequest: null,
    });
    this.#watch(this.commands);
    // The same outage; a connection without a listener would end the process.
    for (const other of [this.updates, this.subscriber]) other.on('error', () => undefined);
  }

  /** Why what needs Redis does not work at the moment; `undefined` when it does. */
  get trouble(): string | undefined {
    return [this.commands, this.updates, this.subscriber].every(({ status }) => status === 'ready')
      ? undefined
      : 'Redis cannot be reached: presence and sessions stay on this gateway';
  }

  /** After the sockets are gone: until then their leaving may be written. */
  onApplicationShutdown(): void {
    for (const connection of [this.commands, this.updates, this.subscriber]) connection.disconnect();
  }

  /** Logged when it goes and when it comes back, not at every attempt in between. */
  #watch(connection: Redis): void {
    let away = false;
    connection.on('error', (err) => {
      if (!away) this.logger.error({ err }, 'Redis is away; ephemeral broadcasts stay on this gateway');
      away = true;
    });
    connection.on('close', () => {
      if (!away && connection.status !== 'end') this.logger.warn('the connection to Redis was lost');
      away = true;
    });
    connection.on('ready', () => {
      if (away) this.logger.info('Redis is back');
      away = false;
    });
  }
}

/** The adapter does not await its commands: one that fails, at the latest on closing, must not end the process. */
class QuietRedis extends Redis {
  override sendCommand(...args: Parameters<Redis['sendCommand']>): ReturnType<Redis['sendCommand']> {
    const result = super.sendCommand(...args);
    if (result instanceof Promise) result.catch(() => undefined);
    return result;
  }
}
