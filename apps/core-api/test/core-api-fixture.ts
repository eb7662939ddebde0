import { AccessTokenSigner, type Principal } from '@business-control/access-token';
import { InMemoryBroker } from '@business-control/event-broker';
import type { Permission } from '@business-control/realtime-contracts';
import { createCoreApi, createLogger, readCoreApiEnv } from '../src/index.js';
import { FragileDatabase, topology } from './relay-fixture.js';
import { openPostgres } from './ticks.js';

export const SECRET = 'a secret of the tests, long enough to sign with';

/** core-api listening on a database of its own that can be made to fail, with its log lines. */
export async function startCoreApi(settings: NodeJS.ProcessEnv = {}) {
  const postgres = await openPostgres();
  const database = new FragileDatabase(postgres.database);
  const broker = new InMemoryBroker(topology);
  const env = readCoreApiEnv({
    NODE_ENV: 'test',
    DATABASE_URI: postgres.uri,
    BROKER: 'memory',
    JWT_SECRET: SECRET,
    ...settings,
  });
  const log: string[] = [];
  const logger = createLogger(env.LOG_LEVEL, { write: (line: string) => void log.push(line) });
  const app = await createCoreApi({ env, database, broker, logger }).catch(async (error) => {
    await postgres.close();
    throw error;
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    url,
    app,
    database,
    broker,
    log,
    fetch: (path: string, init?: RequestInit) => fetch(`${url}${path}`, init),
    stop: async () => {
      database.failTransaction = () => false;
      await app.close();
      await broker.close();
      await postgres.close();
    },
  };
}

export type CoreApi = Awaited<ReturnType<typeof startCoreApi>>;

/** An Authorization header of someone who holds the permissions. */
export async function bearer(permissions: readonly Permission[], claims: Partial<Principal> = {}) {
  const signer = new AccessTokenSigner({
    secret: SECRET,
    issuer: 'business-control',
    audience: 'business-control',
    ttlSeconds: 600,
  });
  const { token } = await signer.sign({
    userId: '01a2002d-a422-7773-96fc-d0f79c50d40b',
    organizationId: '01a2002d-a422-7773-96fc-d0f79c50d40c',
    deviceId: null,
    sessionId: null,
    displayName: 'Someone',
    roles: [],
    permissions,
    ...claims,
  });
  return { authorization: `Bearer ${token}` };
}

/** The body of an error answer. */
export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly requestId: string;
    readonly facts?: Readonly<Record<string, unknown>>;
    readonly issues?: readonly { readonly path: string; readonly message: string }[];
  };
}

export async function errorOf(response: Response): Promise<ErrorBody['error'] & { readonly status: number }> {
  const body = (await response.json()) as ErrorBody;
  return { status: response.status, ...body.error };
}
