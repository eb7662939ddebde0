import { createAdapter } from '@socket.io/redis-adapter';
import { Redis, type RedisOptions } from 'ioredis';
import type { PinoLogger } from 'nestjs-pino';
import type { ServerOptions } from 'socket.io';

const MAX_RETRY_DELAY_MS = 5_000;

/**
 * Carries ephemeral broadcasts between gateways. No durable event depends on it: the gateway runs, and is
 * correct, while Redis is away.
 */
export class RedisRelay {
  readonly #publisher: Redis;
  readonly #subscriber: Redis;

  constructor(
    options: Pick<RedisOptions, 'host' | 'port' | 'password' | 'db'>,
    private readonly logger: PinoLogger,
  ) {
    const connect = (connectionName: string) =>
      this.#watched(
        new RelayConnection({
          ...options,
          connectionName,
          // Subscriptions wait for Redis to come back instead of failing after some attempts.
          maxRetriesPerRequest: null,
          retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RETRY_DELAY_MS),
        }),
      );
    this.#publisher = connect('realtime-gateway-publisher');
    this.#subscriber = connect('realtime-gateway-subscriber');
  }

  createAdapter(): NonNullable<ServerOptions['adapter']> {
    return createAdapter(this.#publisher, this.#subscriber);
  }

  close(): void {
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }

  /** Logged when it goes and when it comes back, not at every attempt in between. */
  #watched(connection: Redis): Redis {
    let away = false;
    connection.on('error', (err) => {
      if (!away) this.logger.error({ err }, 'Redis is away; ephemeral broadcasts stay on this gateway');
      away = true;
    });
    connection.on('ready', () => {
      if (away) this.logger.info('Redis is back');
      away = false;
    });
    return connection;
  }
}

/** The adapter does not await its commands: one that fails, at the latest on closing, must not end the process. */
class RelayConnection extends Redis {
  override sendCommand(...args: Parameters<Redis['sendCommand']>): ReturnType<Redis['sendCommand']> {
    const result = super.sendCommand(...args);
    if (result instanceof Promise) result.catch(() => undefined);
    return result;
  }
}
