import { InMemoryBroker } from '@business-control/event-broker';
import { catalogue, REALTIME_STREAM } from '@business-control/realtime-contracts';
import { createDatabase } from '@business-control/testing';
import { v7 as uuidv7 } from 'uuid';
import { createCoreApi, FixedClock, PostgresDatabase, readCoreApiEnv } from '../src/index.js';
import { organizations, users } from '../src/modules/identity/identity.schema.js';
import { hashPassword } from '../src/modules/identity/password-hash.js';
import type { Role } from '../src/modules/identity/roles.js';
import { ApiClient } from './pos-client.js';
import { patience } from './ticks.js';

export const PASSWORD = 'correct horse battery staple';

interface Person {
  readonly roles?: Role[];
  readonly disabledAt?: Date | null;
  readonly passwordHash?: string;
}

/** As `POST /auth/login` answers. */
export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
  readonly user: Readonly<Record<string, unknown>>;
}

interface LoggedIn extends SignedIn {
  readonly deviceToken: string;
}

/** core-api on a database of its own, listening; people are added by the tests. */
export async function startIdentityApi(settings: Record<string, string> = {}) {
  const server = await createDatabase();
  const database = new PostgresDatabase({ uri: server.uri, bounds: patience });
  const stream = { name: REALTIME_STREAM, maxAgeMs: 60_000 };
  const broker = new InMemoryBroker({ exchanges: catalogue.exchanges, stream });
  const clock = new FixedClock(new Date());
  const env = readCoreApiEnv({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URI: server.uri,
    BROKER: 'memory',
    JWT_SECRET: 'a secret of the tests, long enough to sign with',
    REFRESH_TOKEN_TTL_SECONDS: '3600',
    TRUST_PROXY: '1',
    ...settings,
  });
  const app = await createCoreApi({ env, database, broker, clock });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  /** As real as any hash, and cheap: a suite signs in often. */
  const cheapHash = await hashPassword(PASSWORD, { logN: 4, blockSize: 8, parallelism: 1 });

  /** Someone new in a new organization, with what they would type to sign in. */
  const newPerson = async ({
    roles = ['cashier'],
    disabledAt = null,
    passwordHash = cheapHash,
  }: Person = {}) => {
    const organizationId = uuidv7();
    const organization = `org-${organizationId}`;
    const person = { userId: uuidv7(), email: 'pat@example.test', displayName: 'Pat', roles };
    await database.transaction(async (tx) => {
      await tx.insert(organizations).values({
        organizationId,
        slug: organization,
        name: 'An organization',
        currency: 'EUR',
        timeZone: 'Europe/Amsterdam',
      });
      await tx.insert(users).values({ ...person, organizationId, passwordHash, disabledAt });
    });
    return {
      organizationId,
      userId: person.userId,
      login: { organization, email: person.email, password: PASSWORD },
    };
  };

  /** Someone new in an organization that is there, signed in. */
  const newColleague = async (organizationId: string, roles: Role[]) => {
    const userId = uuidv7();
    const email = `${userId}@example.test`;
    const organization = `org-${organizationId}`;
    await database.transaction((tx) =>
      tx
        .insert(users)
        .values({ organizationId, userId, email, displayName: userId, roles, passwordHash: cheapHash }),
    );
    const login = { organization, email, password: PASSWORD };
    return { userId, login, ...(await logIn(login)).body };
  };

  /** Each sign-in comes from an address of its own, so that none uses up the attempts of another. */
  const anywhere = () => ({ 'x-forwarded-for': `2001:db8:${uuidv7().slice(-4)}::1` });
  const client = (token?: string) => new ApiClient(url, token);
  const logIn = (login: object, headers: Record<string, string> = anywhere()) =>
    client().post<LoggedIn>('/auth/login', login, headers);
  return {
    app,
    database,
    clock,
    newPerson,
    newColleague,
    client,
    logIn,
    refresh: (refreshToken: string) => client().post<SignedIn>('/auth/refresh', { refreshToken }),
    stop: async () => {
      await app.close();
      await broker.close();
      await database.close();
      await server.drop();
    },
  };
}

export type IdentityApi = Awaited<ReturnType<typeof startIdentityApi>>;
