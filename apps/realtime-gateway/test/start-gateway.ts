import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { AccessTokenSigner, type Principal } from '@business-control/access-token';
import { type EventBroker, InMemoryBroker } from '@business-control/event-broker';
import {
  type Catalogue,
  type Envelope,
  GATEWAY_FACTS_EXCHANGE,
  catalogue as productCatalogue,
  REALTIME_NAMESPACE,
  REALTIME_STREAM,
} from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import type { INestApplication } from '@nestjs/common';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { expect, onTestFinished } from 'vitest';
import { createRealtimeGateway, listen, readGatewayEnv } from '../src/index.js';
import { messageOf } from './envelopes.js';

const JWT_SECRET = randomBytes(32).toString('hex');

export interface RunningGateway {
  readonly app: INestApplication;
  readonly broker: EventBroker;
  readonly url: string;
}

export interface StartOptions {
  readonly catalogue?: Catalogue;
  readonly broker?: EventBroker;
  readonly env?: Record<string, string>;
  /** By which events become too old to be replayed. */
  readonly clock?: () => number;
  /** Whether to wait until the gateway takes connections. Default true. */
  readonly untilReady?: boolean;
}

/** An in-memory broker with the exchanges of a catalogue. */
export function inMemoryBroker(catalogue: Catalogue = productCatalogue): InMemoryBroker {
  return new InMemoryBroker(topologyOf(catalogue));
}

export function topologyOf({ exchanges }: Catalogue = productCatalogue) {
  const stream = { name: REALTIME_STREAM, maxAgeMs: 3_600_000 };
  return { exchanges, workExchanges: [GATEWAY_FACTS_EXCHANGE], stream };
}

/** A real gateway on a free port; it ends with the test. */
export async function startGateway(options: StartOptions = {}): Promise<RunningGateway> {
  const { catalogue = productCatalogue, broker = inMemoryBroker(catalogue), untilReady = true } = options;
  const env = readGatewayEnv({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    BROKER: 'memory',
    WEBSOCKET_PORT: '0',
    // Every client of a test comes from one address.
    MAX_CONNECTIONS_PER_USER: '10000',
    MAX_HANDSHAKES_PER_IP_PER_MINUTE: '100000',
    // Nobody is told a position in the middle of a test that is not about positions.
    POSITION_INTERVAL_SECONDS: '86400',
    JWT_SECRET,
    ...options.env,
  });
  const app = await createRealtimeGateway({
    env,
    broker,
    catalogue,
    ...(options.clock && { clock: options.clock }),
  });
  onTestFinished(() => app.close());
  await listen(app, env);
  const { port }: AddressInfo = app.getHttpServer().address();
  const url = `http://127.0.0.1:${port}`;
  if (untilReady) await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200));
  return { app, broker, url };
}

export async function readinessOf(url: string): Promise<unknown> {
  return await (await fetch(`${url}/health/ready`)).json();
}

export type Identity = Partial<
  Pick<Principal, 'userId' | 'organizationId' | 'deviceId' | 'sessionId' | 'permissions' | 'roles'>
>;

export function tokenFor(identity: Identity = {}, ttlSeconds = 300): Promise<string> {
  const signer = new AccessTokenSigner({
    secret: JWT_SECRET,
    issuer: 'business-control',
    audience: 'business-control',
    ttlSeconds,
  });
  return signer
    .sign({
      userId: 'u1',
      organizationId: 'acme',
      deviceId: null,
      sessionId: null,
      displayName: 'Ada',
      roles: [],
      permissions: ['pos.read', 'presence.read'],
      ...identity,
    })
    .then(({ token }) => token);
}

/** A stock client; `received` is everything the gateway ever sent it, in order. */
export interface TestClient {
  readonly socket: Socket;
  readonly received: readonly (readonly [name: string, ...args: unknown[]])[];
  /** The second arguments of the events of a catalogue. */
  metas(): { readonly id: string; readonly cursor?: string }[];
  names(): string[];
}

export type ConnectOptions = Partial<ManagerOptions & SocketOptions>;

/** Opens a socket and records what it gets, connected or not; it closes with the test. */
export function open(
  { url }: Pick<RunningGateway, 'url'>,
  options: ConnectOptions,
  namespace: string = REALTIME_NAMESPACE,
): TestClient {
  const socket = io(`${url}${namespace}`, {
    forceNew: true,
    transports: ['websocket'],
    reconnectionDelay: 50,
    ...options,
  });
  onTestFinished(() => void socket.disconnect());
  const received: [string, ...unknown[]][] = [];
  socket.onAny((...event: [string, ...unknown[]]) => received.push(event));
  return {
    socket,
    received,
    names: () => received.map(([name]) => name),
    metas: () =>
      received
        .filter(([name]) => !/^(realtime|presence|auth):/.test(name))
        .map(([, , meta]) => meta as { id: string }),
  };
}

export interface ConnectAsOptions extends Identity {
  readonly rooms?: readonly string[];
  readonly auth?: Record<string, unknown>;
  readonly client?: ConnectOptions;
}

/** Connects with a valid token and waits for `realtime:ready`. Throws as soon as it is turned away for good. */
export async function connectAs(
  gateway: Pick<RunningGateway, 'url'>,
  { rooms, auth, client, ...identity }: ConnectAsOptions = {},
): Promise<TestClient> {
  const token = await tokenFor(identity);
  const opened = open(gateway, { auth: { token, ...(rooms && { rooms }), ...auth }, ...client });
  const { socket, names } = opened;
  let refusal: Error | undefined;
  socket.on('connect_error', (error) => {
    if (!socket.active || client?.reconnection === false) refusal = error;
  });
  await eventually(() => refusal ?? expect(names()[0]).toBe('realtime:ready'));
  if (refusal) throw refusal;
  return opened;
}

/** Tries to connect and returns the `data` of the refusal. */
export function refusalOf(
  gateway: RunningGateway,
  options: ConnectOptions,
  namespace?: string,
): Promise<unknown> {
  const { socket } = open(gateway, { reconnection: false, ...options }, namespace);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => reject(new Error('the connection was accepted')));
    socket.once('connect_error', (error: Error & { data?: unknown }) => resolve(error.data));
  });
}

export async function publish(
  { broker }: Pick<RunningGateway, 'broker'>,
  ...envelopes: Envelope[]
): Promise<void> {
  await Promise.all(envelopes.map((envelope) => broker.publish(messageOf(envelope))));
}

/** A name no other test uses. */
export function unique(noun: string): string {
  return `${noun}-${randomUUID()}`;
}
