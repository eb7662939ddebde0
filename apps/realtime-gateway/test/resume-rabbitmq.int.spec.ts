import { RabbitmqBroker } from '@business-control/event-broker';
import { REALTIME_STREAM } from '@business-control/realtime-contracts';
import { createVhost, deleteQueue, eventually } from '@business-control/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { coreApiDouble, positionAnswer } from './core-api-double.js';
import { Sequence } from './envelopes.js';
import { connectAs, publish, startGateway, type TestClient, topologyOf } from './start-gateway.js';

const cursors = (client: TestClient) => client.metas().map(({ cursor }) => cursor);
const readyOf = (client: TestClient) => client.received[0]?.[1];
const present = (cursor: string) => ({ organizationId: 'acme', auth: { cursor } });
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `e1.${from + n}`);

/** Two gateways, each with a connection of its own, and an outbox that publishes until the broker has it. */
async function startLine(env: Record<string, string> = {}) {
  const vhost = await createVhost();
  onTestFinished(() => vhost.drop());
  const connect = async () => {
    const broker = await RabbitmqBroker.connect({
      url: vhost.url,
      topology: topologyOf(),
      connectionName: 'resume-test',
      onError: () => undefined,
    });
    onTestFinished(() => broker.close());
    return broker;
  };
  const start = async () => startGateway({ broker: await connect(), env });
  const outbox = await connect();
  const acme = new Sequence('acme');
  return {
    gateways: [await start(), await start()] as const,
    start,
    happen: async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        const next = acme.next();
        await eventually(() => publish({ broker: outbox }, next));
      }
    },
    deleteStream: () => deleteQueue(vhost.url, REALTIME_STREAM),
  };
}

describe('on RabbitMQ', () => {
  it('a client is brought up to date by another gateway, and by one that has just started', async () => {
    const { gateways, start, happen } = await startLine();
    await happen(20);
    const witness = await connectAs(gateways[1], present('e1.0'));
    await eventually(() => expect(cursors(witness)).toEqual(range(1, 20)));
    const late = await connectAs(await start(), present('e1.12'));
    expect(readyOf(late)).toMatchObject({ resume: 'replayed', replayed: 8, cursor: 'e1.12' });
    await happen(5);
    await eventually(() => expect(cursors(late)).toEqual(range(13, 25)));
    await eventually(() => expect(cursors(witness)).toEqual(range(1, 25)));
  });

  it('a stream that is deleted and made anew loses nothing and makes nobody current who is not', async () => {
    let position = 'e1.0';
    const coreApi = await coreApiDouble(positionAnswer(() => position));
    const { gateways, happen, deleteStream } = await startLine({ CORE_API_URL: coreApi.url });
    const [first, second] = [
      await connectAs(gateways[0], { organizationId: 'acme' }),
      await connectAs(gateways[1], { organizationId: 'acme' }),
    ];
    const clients = [first, second];
    await happen(10);
    for (const client of clients) await eventually(() => expect(cursors(client)).toEqual(range(1, 10)));

    await deleteStream();
    for (const client of clients) await eventually(() => expect(client.names()).toContain('realtime:resync'));
    // The stream is empty: only core-api can tell that nothing was lost, or that something was.
    position = 'e1.10';
    expect(readyOf(await connectAs(gateways[0], present('e1.10')))).toMatchObject({ resume: 'current' });
    position = 'e1.11';
    expect(readyOf(await connectAs(gateways[1], present('e1.10')))).toMatchObject({ resume: 'resync' });
    await happen(5);

    await eventually(() => expect(cursors(first)).toEqual(range(1, 15)));
    expect(first.names().filter((name) => name === 'realtime:resync')).toHaveLength(1);
    // Before the reset nothing is replayed; since then everything is.
    expect(readyOf(await connectAs(gateways[0], present('e1.8')))).toMatchObject({ resume: 'resync' });
    const behind = await connectAs(gateways[0], present('e1.12'));
    await eventually(() => expect(cursors(behind)).toEqual(range(13, 15)));
    expect(readyOf(behind)).toMatchObject({ resume: 'replayed' });
  });
});
