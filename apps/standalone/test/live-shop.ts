import type { AddressInfo } from 'node:net';
import { createLogger, readCoreApiEnv, runCoreApi } from '@business-control/core-api';
import { RabbitmqBroker } from '@business-control/event-broker';
import { catalogue, GATEWAY_FACTS_EXCHANGE, REALTIME_STREAM } from '@business-control/realtime-contracts';
import { createRealtimeGateway, listen, readGatewayEnv } from '@business-control/realtime-gateway';
import { createDatabase, createVhost, eventually, fetchAlone } from '@business-control/testing';
import { expect, onTestFinished } from 'vitest';
import { listen as connect, get, type Listener, openCart, post } from './shop-client.js';

export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly user: { readonly userId: string };
}

/** Told what to close in the end, last opened first. */
export type Closing = (close: () => void | Promise<void>) => void;

/** core-api on a PostgreSQL database and a RabbitMQ of its own, with the settings a gateway shares with it. */
export async function startCoreApi(
  settings: Readonly<Record<string, string>> = {},
  closing: Closing = onTestFinished,
) {
  const [database, vhost] = await Promise.all([createDatabase(), createVhost()]);
  closing(async () => {
    await Promise.all([database.drop(), vhost.drop()]);
  });
  const env = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    RABBITMQ_URL: vhost.url,
    JWT_SECRET: 'a secret for one test run, 32 characters or more',
    ...settings,
  };
  const coreApi = await runCoreApi(
    readCoreApiEnv({
      ...env,
      DATABASE_URI: database.uri,
      CORE_API_PORT: '0',
      SEED_DEMO_DATA: 'true',
    }),
    createLogger('silent'),
  );
  closing(() => coreApi.stop());
  return { env, url: coreApi.url, databaseUri: database.uri };
}

export type CoreApi = Awaited<ReturnType<typeof startCoreApi>>;

/** core-api and two gateways; they end with the test unless something else closes them. */
export async function startLiveShop(
  settings: Readonly<Record<string, string>> = {},
  closing: Closing = onTestFinished,
) {
  const { env, url } = await startCoreApi(settings, closing);
  const gatewayEnv = { ...env, CORE_API_URL: url };
  const gateways = [
    await startGateway(gatewayEnv, closing),
    await startGateway(gatewayEnv, closing),
  ] as const;
  const logIn = (name: string) =>
    post<SignedIn>(url, undefined, '/auth/login', {
      organization: 'acme',
      email: `${name}@acme.test`,
      password: 'demo1234',
    });
  return { url, gateways, logIn, openCart: (token: string) => openCart(url, token) };
}

async function startGateway(settings: Readonly<Record<string, string>>, closing: Closing): Promise<string> {
  const env = readGatewayEnv({ ...settings, WEBSOCKET_PORT: '0' });
  const broker = await RabbitmqBroker.connect({
    url: env.RABBITMQ_URL ?? '',
    topology: {
      exchanges: catalogue.exchanges,
      workExchanges: [GATEWAY_FACTS_EXCHANGE],
      stream: { name: REALTIME_STREAM, maxAgeMs: env.STREAM_MAX_AGE_SECONDS * 1_000 },
    },
    connectionName: 'realtime-gateway-test',
    onError: () => undefined,
  });
  closing(() => broker.close());
  const app = await createRealtimeGateway({ env, broker });
  closing(() => app.close());
  await listen(app, env);
  const { port }: AddressInfo = app.getHttpServer().address();
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => expect((await fetchAlone(`${url}/health/ready`)).ok).toBe(true));
  return url;
}

/** What a socket was told about its connection, besides events. */
export interface WatchedListener extends Listener {
  readonly closings: { readonly code: string; readonly reconnect: boolean }[];
}

/** One socket on each gateway; each stays closed once it is, so that what it got is all it got. */
export function listenOnAll(gateways: readonly string[], token: string): Promise<WatchedListener[]> {
  return Promise.all(
    gateways.map(async (gateway) => {
      const listener = await connect(gateway, token);
      const closings: WatchedListener['closings'] = [];
      listener.socket.on('realtime:closing', (closing) => {
        closings.push(closing);
        listener.socket.io.reconnection(false);
      });
      onTestFinished(() => void listener.socket.disconnect());
      return { ...listener, closings };
    }),
  );
}

/** The sessions of a user that have not ended, newest first. */
export async function liveSessionsOf(url: string, token: string, userId: string): Promise<string[]> {
  const answer = await get<{ items: { sessionId: string; endedAt: string | null }[] }>(
    url,
    token,
    `/identity/users/${userId}/sessions`,
  );
  return answer.items.filter(({ endedAt }) => endedAt === null).map(({ sessionId }) => sessionId);
}
