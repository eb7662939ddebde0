import { RabbitmqBroker } from '@business-control/event-broker';
import { createVhost, eventually } from '@business-control/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cuttableLine } from './cuttable-proxy.js';
import { Sequence } from './envelopes.js';
import {
  connectAs,
  publish,
  readinessOf,
  startGateway,
  type TestClient,
  topologyOf,
} from './start-gateway.js';

async function rabbitmq(url: string): Promise<RabbitmqBroker> {
  const broker = await RabbitmqBroker.connect({
    url,
    topology: topologyOf(),
    connectionName: 'gateway-test',
    onError: () => undefined,
  });
  onTestFinished(() => broker.close());
  return broker;
}

async function freshVhost(): Promise<string> {
  const { url, drop } = await createVhost();
  onTestFinished(() => drop());
  return url;
}

const freshRabbitmq = async () => rabbitmq(await freshVhost());

const cursors = (client: TestClient) => client.metas().map(({ cursor }) => cursor);
const upTo = (last: number) => Array.from({ length: last }, (_, n) => `e1.${n + 1}`);

describe('on RabbitMQ', () => {
  it('every gateway delivers every event, once and in order', async () => {
    const broker = await freshRabbitmq();
    const gateways = [await startGateway({ broker }), await startGateway({ broker })];
    const clients = await Promise.all(
      gateways.map((gateway) => connectAs(gateway, { organizationId: 'acme' })),
    );
    const acme = new Sequence('acme');
    await publish({ broker }, ...Array.from({ length: 500 }, () => acme.next()));
    for (const client of clients) {
      await eventually(() => expect(client.metas()).toHaveLength(500), { timeoutMs: 30_000 });
      expect(cursors(client)).toEqual(upTo(500));
    }
  });

  it('a gateway that starts later knows where every organization stands', async () => {
    const broker = await freshRabbitmq();
    const acme = new Sequence('acme');
    await publish({ broker }, ...Array.from({ length: 30 }, () => acme.next()));
    const client = await connectAs(await startGateway({ broker }), { organizationId: 'acme' });
    expect(client.received[0]?.[1]).toMatchObject({ cursor: 'e1.30' });
    await publish({ broker }, acme.next());
    await eventually(() => expect(cursors(client)).toEqual(['e1.31']));
  });

  it('an outage loses nothing, reorders nothing and disconnects nobody', async () => {
    const line = await cuttableLine(await freshVhost());
    const broker = await rabbitmq(line.url);
    const gateway = await startGateway({ broker });
    const client = await connectAs(gateway, { organizationId: 'acme' });
    const acme = new Sequence('acme');
    await publish(gateway, ...Array.from({ length: 50 }, () => acme.next()));
    line.cut();
    await eventually(async () =>
      expect(await readinessOf(gateway.url)).toMatchObject({ status: 'not-ready' }),
    );
    line.mend();
    for (let n = 0; n < 50; n += 1) {
      const next = acme.next();
      // As an outbox does: the same envelope until the broker has it.
      await eventually(() => publish(gateway, next), { timeoutMs: 30_000 });
    }
    await eventually(() => expect(client.metas()).toHaveLength(100), { timeoutMs: 30_000 });
    expect(cursors(client)).toEqual(upTo(100));
    expect(client.names().filter((name) => name.startsWith('realtime:'))).toEqual(['realtime:ready']);
    await eventually(async () =>
      expect(await readinessOf(gateway.url)).toEqual({ status: 'ready', reasons: [] }),
    );
  });

  it('a gateway that starts before RabbitMQ waits for it', async () => {
    const line = await cuttableLine(await freshVhost());
    line.cut();
    const gateway = await startGateway({ broker: await rabbitmq(line.url), untilReady: false });
    expect(await readinessOf(gateway.url)).toEqual({
      status: 'not-ready',
      reasons: ['the event stream cannot be reached'],
    });
    line.mend();
    const ready = { status: 'ready', reasons: [] };
    await eventually(async () => expect(await readinessOf(gateway.url)).toEqual(ready), {
      timeoutMs: 30_000,
    });
  });
});
