import { randomUUID } from 'node:crypto';
import { type OutgoingMessage, RabbitmqBroker, type Topology } from '@business-control/event-broker';
import {
  catalogue,
  type Envelope,
  type EventName,
  type EventPayload,
  envelopeHeaders,
  exchangeOf,
  GATEWAY_FACTS_EXCHANGE,
  type GatewayFactName,
  type GatewayFactPayload,
  REALTIME_STREAM,
  routingKeyOf,
} from '@business-control/realtime-contracts';
import { createVhost } from '@business-control/testing';
import { asc, eq } from 'drizzle-orm';
import { type Clock, createCoreApi, readCoreApiEnv } from '../src/index.js';
import { outboxEvents } from '../src/platform/outbox/outbox.schema.js';
import { SECRET } from './core-api-fixture.js';
import { FragileDatabase } from './relay-fixture.js';
import { openPostgres } from './ticks.js';

const topology: Topology = {
  exchanges: catalogue.exchanges,
  workExchanges: [GATEWAY_FACTS_EXCHANGE],
  stream: { name: REALTIME_STREAM, maxAgeMs: 60_000 },
};

/** An event as another process publishes it. Publishing the same message again is what a redelivery looks like. */
export function eventFact<Name extends EventName>(
  name: Name,
  payload: EventPayload<Name>,
  over: Partial<Envelope> = {},
): OutgoingMessage {
  return message(exchangeOf(name), { ...anEnvelope(name, payload), ...over });
}

/** What a gateway reports. */
export function gatewayFact<Name extends GatewayFactName>(
  name: Name,
  payload: GatewayFactPayload<Name>,
  over: Partial<Envelope> = {},
): OutgoingMessage {
  return message(GATEWAY_FACTS_EXCHANGE, { ...anEnvelope(name, payload), ...over });
}

function anEnvelope(name: string, payload: unknown): Envelope {
  return {
    id: randomUUID(),
    name,
    version: 1,
    organizationId: 'acme',
    occurredAt: '2026-01-01T12:00:00.000Z',
    actor: { userId: null, deviceId: null },
    payload,
  };
}

function message(exchange: string, envelope: Envelope): OutgoingMessage {
  return {
    exchange,
    routingKey: routingKeyOf(envelope.name),
    id: envelope.id,
    headers: { ...envelopeHeaders(envelope) },
    body: Buffer.from(JSON.stringify(envelope)),
  };
}

/** A RabbitMQ and a PostgreSQL database of the test's own, for any number of core-apis. */
export async function openReactionSeams() {
  const [vhost, postgres] = await Promise.all([createVhost(), openPostgres()]);
  const database = new FragileDatabase(postgres.database);
  const broker = await RabbitmqBroker.connect({
    url: vhost.url,
    topology,
    connectionName: 'core-api-test',
    onError: () => undefined,
  });
  const cleanups = [vhost.drop, postgres.close, () => broker.close()];
  return {
    database,
    broker,
    /** Starts a core-api whose reactions run; it ends with the test. Call it again for another instance. */
    startCoreApi: async (settings: NodeJS.ProcessEnv = {}, clock?: Clock) => {
      const env = readCoreApiEnv({
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        DATABASE_URI: postgres.uri,
        BROKER: 'memory',
        JWT_SECRET: SECRET,
        ...settings,
      });
      const app = await createCoreApi({ env, database, broker, ...(clock && { clock }) });
      cleanups.push(() => app.close());
      return app;
    },
    /** Runs when the test ends, before what was opened earlier. */
    onClose: (cleanup: () => Promise<void>) => void cleanups.push(cleanup),
    publish: (...messages: OutgoingMessage[]) =>
      Promise.all(messages.map((message) => broker.publish(message))),
    /** What reactions and commands of an organization left in the outbox, in order. */
    eventsOf: (organizationId: string) =>
      database.transaction((tx) =>
        tx
          .select()
          .from(outboxEvents)
          .where(eq(outboxEvents.organizationId, organizationId))
          .orderBy(asc(outboxEvents.seq)),
      ),
    /** Why facts were set aside, by their id. */
    setAside: async (queue: string) =>
      Object.fromEntries((await broker.deadLetters(queue, 100)).map(({ id, reason }) => [id, reason])),
    close: async () => {
      database.failTransaction = () => false;
      for (const cleanup of cleanups.reverse()) await cleanup();
    },
  };
}

export type ReactionSeams = Awaited<ReturnType<typeof openReactionSeams>>;
