import { AccessTokenSigner } from '@business-control/access-token';
import { InMemoryBroker } from '@business-control/event-broker';
import { catalogue, REALTIME_STREAM } from '@business-control/realtime-contracts';
import { createDatabase } from '@business-control/testing';
import { createCoreApi, FixedClock, PostgresDatabase, readCoreApiEnv } from '../src/index.js';
import { patience } from './ticks.js';

const SECRET = 'a secret of the tests, long enough to sign with';
const TOPOLOGY = {
  exchanges: catalogue.exchanges,
  stream: { name: REALTIME_STREAM, maxAgeMs: 60_000 },
};

/** core-api on a database of its own, listening, at a time that stands, with who signs its tokens. */
export async function startListeningApi() {
  const server = await createDatabase();
  const database = new PostgresDatabase({ uri: server.uri, bounds: patience });
  const broker = new InMemoryBroker(TOPOLOGY);
  const clock = new FixedClock(new Date('2026-03-02T12:00:00.000Z'));
  const env = readCoreApiEnv({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URI: server.uri,
    BROKER: 'memory',
    JWT_SECRET: SECRET,
  });
  const app = await createCoreApi({ env, database, broker, clock });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const signer = new AccessTokenSigner({
    secret: SECRET,
    issuer: env.JWT_ISSUER,
    audience: env.JWT_AUDIENCE,
    ttlSeconds: 600,
  });
  const stop = async () => {
    await app.close();
    await broker.close();
    await database.close();
    await server.drop();
  };
  return { app, url, database, clock, signer, stop };
}
