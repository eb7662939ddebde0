import { BrokerUnavailable, type EventBroker, type IncomingMessage } from '@business-control/event-broker';
import { envelopeSchema, GATEWAY_FACTS_EXCHANGE, gatewayFacts } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { GatewayFacts } from '../src/facts/gateway-facts.js';
import { Sequence } from './envelopes.js';
import { connectAs, inMemoryBroker, publish, refusalOf, startGateway } from './start-gateway.js';

/** A broker with what reaches a queue of it; `away` makes it take no facts. */
async function listeningBroker() {
  const broker = inMemoryBroker();
  const received: IncomingMessage[] = [];
  await broker.consume({
    queue: 'connections',
    bindings: [{ exchange: GATEWAY_FACTS_EXCHANGE, routingKey: 'realtime.connection.*' }],
    handle: async (message) => {
      received.push(message);
      return { outcome: 'ack' };
    },
  });
  const state = { away: false };
  const cuttable: EventBroker = {
    connected: true,
    publish: async (message) => {
      if (state.away && message.exchange === GATEWAY_FACTS_EXCHANGE) throw new BrokerUnavailable('away');
      await broker.publish(message);
    },
    tail: (options) => broker.tail(options),
    consume: (options) => broker.consume(options),
    deadLetters: (queue, limit) => broker.deadLetters(queue, limit),
    close: () => broker.close(),
  };
  const envelopes = () =>
    received.map(({ body }) => envelopeSchema.parse(JSON.parse(Buffer.from(body).toString())));
  return { broker: cuttable, state, envelopes };
}

const identity = {
  userId: 'ada',
  organizationId: 'acme',
  deviceId: 'till-1',
  sessionId: 's1',
  roles: ['visitor'],
};

describe('connections reported to core-api', () => {
  it('are named with user, organization, device, session, address, gateway and how they ended', async () => {
    const { broker, envelopes } = await listeningBroker();
    const gateway = await startGateway({ broker });
    const client = await connectAs(gateway, identity);
    client.socket.disconnect();
    await eventually(() => expect(envelopes()).toHaveLength(2));
    const [opened, closed] = envelopes();
    const common = {
      connectionId: expect.any(String),
      userId: 'ada',
      deviceId: 'till-1',
      roles: ['visitor'],
      sessionId: 's1',
      address: '127.0.0.1',
      gatewayId: expect.any(String),
      transport: 'websocket',
    };
    expect(opened).toEqual({
      id: expect.any(String),
      name: 'realtime:connection:opened',
      version: 1,
      organizationId: 'acme',
      occurredAt: expect.any(String),
      actor: { userId: 'ada', deviceId: 'till-1' },
      payload: common,
    });
    expect(closed?.payload).toEqual({
      ...common,
      reason: 'client namespace disconnect',
      openedAt: opened?.occurredAt,
    });
    expect(closed?.payload).toMatchObject({
      connectionId: gatewayFacts['realtime:connection:opened'].payload.parse(opened?.payload).connectionId,
    });
  });

  it('tell the whole address, also of IPv6', async () => {
    const { broker, envelopes } = await listeningBroker();
    const gateway = await startGateway({ broker, env: { TRUST_PROXY: '1' } });
    const extraHeaders = { 'x-forwarded-for': '2001:db8:1:2:3:4:5:6' };
    await connectAs(gateway, { ...identity, client: { extraHeaders } });
    await eventually(() => expect(envelopes()).toHaveLength(1));
    expect(envelopes()[0]?.payload).toMatchObject({ address: '2001:db8:1:2:3:4:5:6' });
  });

  it('give the reason the client was told, also when the gateway stops', async () => {
    const { broker, envelopes } = await listeningBroker();
    const gateway = await startGateway({ broker, env: { DRAIN_SECONDS: '0' } });
    await connectAs(gateway, identity);
    await gateway.app.close();
    await eventually(() =>
      expect(envelopes().map(({ name }) => name)).toEqual([
        'realtime:connection:opened',
        'realtime:connection:closed',
      ]),
    );
    expect(envelopes()[1]?.payload).toMatchObject({ reason: 'going-away' });
  });

  it('are none when nobody was let in', async () => {
    const { broker, envelopes } = await listeningBroker();
    const gateway = await startGateway({ broker });
    await refusalOf(gateway, { auth: {} });
    await connectAs(gateway, identity);
    await eventually(() => expect(envelopes()).toHaveLength(1));
    expect(envelopes()[0]?.actor.userId).toBe('ada');
  });

  it('wait while the broker is away, which holds up no connection', async () => {
    const { broker, state, envelopes } = await listeningBroker();
    const gateway = await startGateway({ broker });
    state.away = true;
    const client = await connectAs(gateway, identity);
    await publish(gateway, new Sequence('acme').next());
    await eventually(() => expect(client.metas()).toHaveLength(1));
    expect(envelopes()).toEqual([]);
    state.away = false;
    await eventually(() => expect(envelopes()).toHaveLength(1));
    expect(gateway.app.get(GatewayFacts).dropped).toBe(0);
  });

  it('are dropped and counted beyond a bound', async () => {
    const { broker, state, envelopes } = await listeningBroker();
    const gateway = await startGateway({ broker });
    const facts = gateway.app.get(GatewayFacts);
    state.away = true;
    const connection = {
      connectionId: 'c1',
      userId: 'ada',
      deviceId: null,
      roles: [],
      sessionId: null,
      address: '127.0.0.1',
      gatewayId: 'g1',
      transport: 'websocket',
    };
    for (let n = 0; n < 2_100; n += 1) facts.report('realtime:connection:opened', 'acme', connection);
    expect(facts.dropped).toBe(100);
    state.away = false;
    await eventually(() => expect(envelopes()).toHaveLength(2_000));
  });
});
