import { randomUUID } from 'node:crypto';
import { type OutgoingMessage, RabbitmqBroker, type Topology } from '@business-control/event-broker';
import {
  type ConnectionOpenedPayload,
  catalogue,
  type Envelope,
  envelopeHeaders,
  GATEWAY_FACTS_EXCHANGE,
  REALTIME_STREAM,
  routingKeyOf,
} from '@business-control/realtime-contracts';
import { createVhost, eventually } from '@business-control/testing';
import { asc } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCoreApi, readCoreApiEnv } from '../src/index.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { FragileDatabase } from './relay-fixture.js';
import { openPostgres } from './ticks.js';

const OPENED_QUEUE = 'audit.record-connection-on-connection-opened';
const topology: Topology = {
  exchanges: catalogue.exchanges,
  workExchanges: [GATEWAY_FACTS_EXCHANGE],
  stream: { name: REALTIME_STREAM, maxAgeMs: 60_000 },
};

const connection: ConnectionOpenedPayload = {
  connectionId: 'c1',
  userId: 'pat',
  deviceId: 'till-1',
  sessionId: null,
  address: '192.0.2.7',
  gatewayId: 'g1',
  transport: 'websocket',
};

function fact(name: string, payload: unknown, over: Partial<Envelope> = {}): OutgoingMessage {
  const envelope: Envelope = {
    id: randomUUID(),
    name,
    version: 1,
    organizationId: 'acme',
    occurredAt: '2026-01-01T12:00:00.000Z',
    actor: { userId: null, deviceId: null },
    payload,
    ...over,
  };
  return {
    exchange: GATEWAY_FACTS_EXCHANGE,
    routingKey: routingKeyOf(name),
    id: envelope.id,
    headers: { ...envelopeHeaders(envelope) },
    body: Buffer.from(JSON.stringify(envelope)),
  };
}
const opened = (over: Partial<Envelope> = {}) => fact('realtime:connection:opened', connection, over);

describe('what gateways report', () => {
  let database: FragileDatabase;
  let broker: RabbitmqBroker;
  let startCoreApi: () => Promise<{ close(): Promise<void> }>;
  let cleanups: (() => Promise<unknown>)[];

  beforeEach(async () => {
    const [vhost, postgres] = await Promise.all([createVhost(), openPostgres()]);
    database = new FragileDatabase(postgres.database);
    broker = await RabbitmqBroker.connect({
      url: vhost.url,
      topology,
      connectionName: 'core-api-test',
      onError: () => undefined,
    });
    cleanups = [vhost.drop, postgres.close, () => broker.close()];
    const env = readCoreApiEnv({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      DATABASE_URI: postgres.uri,
      BROKER: 'memory',
      JWT_SECRET: 'a secret of the tests, long enough to sign with',
    });
    startCoreApi = () => createCoreApi({ env, database, broker });
  });
  afterEach(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
  });

  const running = async () => {
    const app = await startCoreApi();
    cleanups.push(() => app.close());
    return app;
  };
  const entries = () =>
    database.transaction((tx) => tx.select().from(auditEntries).orderBy(asc(auditEntries.recordedAt)));
  const recorded = async (...ids: string[]) =>
    eventually(async () => expect((await entries()).map(({ entryId }) => entryId)).toEqual(ids), {
      timeoutMs: 20_000,
    });

  it('is in the audit log: who connected, from where, and why it ended', async () => {
    await running();
    const openedAt = '2026-01-01T12:00:00.000Z';
    const events = { 'pos:cart:updated': 3 };
    await broker.publish(opened());
    await broker.publish(
      fact('realtime:connection:closed', { ...connection, reason: 'transport close', openedAt }),
    );
    const summary = { gatewayId: 'g1', from: openedAt, to: openedAt, events };
    await broker.publish(fact('realtime:emissions:summarized', summary));
    await eventually(async () => expect(await entries()).toHaveLength(3));
    const found = new Map((await entries()).map((entry) => [entry.type, entry]));
    const person = { userId: 'pat', deviceId: 'till-1', address: '192.0.2.7', organizationId: 'acme' };
    const details = { connectionId: 'c1', sessionId: null, gatewayId: 'g1', transport: 'websocket' };
    expect(found.get('connection.opened')).toMatchObject({
      ...person,
      details,
      occurredAt: new Date(openedAt),
    });
    expect(found.get('connection.closed')).toMatchObject({
      ...person,
      details: { ...details, reason: 'transport close', openedAt },
    });
    expect(found.get('emissions.summarized')).toMatchObject({ userId: null, details: { events } });
  });

  it('is beside who changed whose account, from the outbox', async () => {
    await running();
    const disabled = fact(
      'identity:user:disabled',
      { userId: 'pat' },
      { actor: { userId: 'kim', deviceId: null } },
    );
    await broker.publish({ ...disabled, exchange: 'identity.events' });
    await recorded(disabled.id);
    expect(await entries()).toMatchObject([
      { type: 'user.disabled', userId: 'pat', details: { by: { userId: 'kim', deviceId: null } } },
    ]);
  });

  it('is recorded once, however often it is delivered', async () => {
    await running();
    const [twice, fence] = [opened(), opened()];
    await broker.publish(twice);
    await broker.publish(twice);
    await broker.publish(fence);
    await recorded(twice.id, fence.id);
  });

  it('waits in its queue while core-api is away, and for a database that fails', async () => {
    const app = await startCoreApi();
    await app.close();
    const [missed, next] = [opened(), opened()];
    await broker.publish(missed);
    await running();
    await recorded(missed.id);
    let failures = 2;
    database.failTransaction = () => failures-- > 0;
    await broker.publish(next);
    await recorded(missed.id, next.id);
    expect(await broker.deadLetters(OPENED_QUEUE, 10)).toEqual([]);
  });

  it('is set aside with the reason when it is malformed, and the rest is recorded', async () => {
    await running();
    const good = [opened(), opened()];
    const body = (value: unknown) => Buffer.from(JSON.stringify(value));
    const bad: [OutgoingMessage, string][] = [
      [{ ...opened(), body: Buffer.from('{') }, 'not-json'],
      [{ ...opened(), body: body({ id: 'x' }) }, 'not-an-envelope'],
      [opened({ name: 'realtime:connection:closed' }), 'wrong-route'],
      [opened({ version: 2 }), 'wrong-version'],
      [{ ...opened(), headers: { 'organization-id': 'globex' } }, 'wrong-organization'],
      [opened({ payload: { ...connection, address: 7 } }), 'invalid-payload (address: invalid_type)'],
    ];
    const route = { routingKey: routingKeyOf('realtime:connection:opened') };
    await broker.publish(good[0] ?? opened());
    for (const [message] of bad) await broker.publish({ ...message, ...route });
    await broker.publish(good[1] ?? opened());
    await recorded(...good.map(({ id }) => id));
    const dead = await broker.deadLetters(OPENED_QUEUE, 10);
    expect(dead.map(({ id, reason }) => [id, reason])).toEqual(
      bad.map(([{ id }, reason]) => [id, expect.stringContaining(reason)]),
    );
  });

  it('is set aside when it fails each time, and the rest is recorded', async () => {
    await running();
    const poison = opened({ occurredAt: '2026-01-01T12:00:00.000Z', organizationId: 'a\u0000b' });
    const fence = opened();
    await broker.publish(poison);
    await broker.publish(fence);
    await recorded(fence.id);
    await eventually(
      async () =>
        expect(await broker.deadLetters(OPENED_QUEUE, 10)).toMatchObject([
          { id: poison.id, reason: 'delivery-limit' },
        ]),
      { timeoutMs: 20_000 },
    );
  });
});
