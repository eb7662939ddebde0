import type { IncomingMessage } from '@business-control/event-broker';
import { envelopeSchema, GATEWAY_FACTS_EXCHANGE, gatewayFacts } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { GatewayFacts } from '../src/facts/gateway-facts.js';
import { Sequence } from './envelopes.js';
import { connectAs, inMemoryBroker, publish, startGateway } from './start-gateway.js';

/** A broker and the summaries that reach a queue of it. */
async function listeningBroker() {
  const broker = inMemoryBroker();
  const received: IncomingMessage[] = [];
  await broker.consume({
    queue: 'summaries',
    bindings: [{ exchange: GATEWAY_FACTS_EXCHANGE, routingKey: 'realtime.emissions.summarized' }],
    handle: async (message) => {
      received.push(message);
      return { outcome: 'ack' };
    },
  });
  const read = () =>
    received.map(({ body }) => {
      const envelope = envelopeSchema.parse(JSON.parse(Buffer.from(body).toString()));
      const { payload } = gatewayFacts['realtime:emissions:summarized'];
      return { organizationId: envelope.organizationId, ...payload.parse(envelope.payload) };
    });
  return { broker, read };
}

describe('what a gateway reports', () => {
  it('is how many events of each name it sent to each organization, not what was in them', async () => {
    const { broker, read } = await listeningBroker();
    const gateway = await startGateway({ broker, env: { EMISSIONS_SUMMARY_SECONDS: '1' } });
    const client = await connectAs(gateway, { organizationId: 'acme' });
    const [acme, globex] = [new Sequence('acme'), new Sequence('globex')];
    await publish(gateway, acme.next(), acme.next(), globex.next(), acme.next());
    await eventually(() => expect(client.metas()).toHaveLength(3));
    await eventually(() =>
      expect(read()).toMatchObject([{ organizationId: 'acme', events: { 'pos:inventory:availability': 3 } }]),
    );
  });

  it('includes what it sent last before it stopped', async () => {
    const { broker, read } = await listeningBroker();
    const gateway = await startGateway({ broker });
    const client = await connectAs(gateway, { organizationId: 'acme' });
    await publish(gateway, new Sequence('acme').next());
    await eventually(() => expect(client.metas()).toHaveLength(1));
    await gateway.app.close();
    await eventually(() => expect(read()).toMatchObject([{ events: { 'pos:inventory:availability': 1 } }]));
  });

  it('is counted when nobody takes it, and disturbs nobody', async () => {
    const gateway = await startGateway();
    const client = await connectAs(gateway, { organizationId: 'acme' });
    const facts = gateway.app.get(GatewayFacts);
    const [before, payload] = [facts.dropped, { gatewayId: 'g', from: '', to: '', events: {} }];
    facts.report('realtime:emissions:summarized', 'acme', payload);
    await facts.settled();
    expect(facts.dropped).toBe(before + 1);
    await publish(gateway, new Sequence('acme').next());
    await eventually(() => expect(client.metas()).toHaveLength(1));
  });
});
