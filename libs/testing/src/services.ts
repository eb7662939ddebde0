import { inject } from 'vitest';

/** Addresses of the real servers that the `integration` and `e2e` tests run on. */
export interface Services {
  readonly rabbitmqUrl: string;
  /** RabbitMQ's management API, with user and password. */
  readonly rabbitmqManagementUrl: string;
  readonly redisUrl: string;
  /** A superuser's address; tests take a database of their own from `createDatabase()`. */
  readonly postgresUri: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    services: Services;
  }
}

/** The servers started (or found) before the first test; only for specs named `*.int.spec.ts` and `*.e2e.spec.ts`. */
export function services(): Services {
  return inject('services');
}
