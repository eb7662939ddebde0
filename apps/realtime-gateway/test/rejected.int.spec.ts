import { randomUUID } from 'node:crypto';
import {
  type DeadLetter,
  type EventBroker,
  type OutgoingMessage,
  RabbitmqBroker,
} from '@business-control/event-broker';
import { countMessages, createVhost, eventually } from '@business-control/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RejectedMessages } from '../src/delivery/rejected-messages.js';
import { cuttableLine } from './cuttable-proxy.js';
import { envelope, messageOf, Sequence } from './envelopes.js';
import {
  connectAs,
  type RunningGateway,
  startGateway,
  type TestClient,
  topologyOf,
} from './start-gateway.js';

const connectTo = async (url: string): Promise<RabbitmqBroker> => {
  const broker = await RabbitmqBroker.connect({
    url,
    topology: topologyOf(),
    connectionName: 'gateway-test',
    onError: () => undefined,
  });
  onTestFinished(() => broker.close());
  return broker;
};

/** Two gateways and a publisher that is no part of the product, each on connections of its own. */
async function start(url: string) {
  const gateways: { gateway: RunningGateway; broker: RabbitmqBroker; client: TestClient }[] = [];
  for (let count = 0; count < 2; count += 1) {
    const broker = await connectTo(url);
    const gateway = await startGateway({ broker });
    gateways.push({ gateway, broker, client: await connectAs(gateway, { organizationId: 'acme' }) });
  }
  return { gateways, stranger: await connectTo(url) };
}

const kept = (broker: EventBroker): Promise<readonly DeadLetter[]> =>
  broker.deadLetters('realtime.rejected', 1_000);
const patience = { timeoutMs: 30_000 };
/** How many messages each gateway has reported. */
const untilReported = ({ gateways }: Pick<Awaited<ReturnType<typeof start>>, 'gateways'>, counts: number[]) =>
  eventually(
    () => expect(gateways.map(({ gateway }) => gateway.app.get(RejectedMessages).reported)).toEqual(counts),
    patience,
  );
/** Waits until so many are kept. Without looking at them: a keeper that looks as well would not see those that are being looked at. */
const untilKept = (url: string, count: number) =>
  eventually(
    async () => expect(await countMessages(url, 'realtime.rejected.dead')).toBeGreaterThanOrEqual(count),
    patience,
  );
const cursors = ({ metas }: TestClient) => metas().map(({ cursor }) => cursor);
const raw = (text: string, over: Partial<OutgoingMessage> = {}): OutgoingMessage =>
  messageOf(envelope(), { id: randomUUID(), body: Buffer.from(text), ...over });

describe('what a gateway cannot deliver', () => {
  it('is kept once with the reason, whoever sent it, while the rest arrives in order everywhere', async () => {
    const vhost = await createVhost();
    onTestFinished(() => vhost.drop());
    const { gateways, stranger } = await start(vhost.url);
    const acme = new Sequence('acme');
    const unheard = { name: 'pos:cart:unheard-of' };
    const bad: Record<string, OutgoingMessage> = {
      'not-json': raw('{"half":', { headers: { note: 'kept as it was' } }),
      'not-an-envelope': raw('{"hello":"world"}'),
      'wrong-route': messageOf(envelope(), { routingKey: 'pos.cart.updated' }),
      'wrong-organization': messageOf(envelope(), { headers: { 'organization-id': 'globex' } }),
      'unknown-event': messageOf(envelope(unheard)),
      'wrong-version': messageOf(envelope({ version: 99 })),
      'invalid-payload': messageOf(envelope({ payload: { productId: 'none' } })),
    };
    await stranger.publish(messageOf(acme.next()));
    for (const message of Object.values(bad)) {
      await stranger.publish(message);
      await stranger.publish(messageOf(acme.next()));
    }
    await untilReported({ gateways }, [7, 7]);
    // Reports are read in order: what is kept after both gateways have reported comes last.
    await stranger.publish(raw('the fence'));
    await untilKept(vhost.url, 8);

    const letters = await kept(stranger);
    expect(letters.map(({ reason }) => reason).toSorted()).toEqual(
      [...Object.keys(bad), 'not-json'].toSorted(),
    );
    for (const [reason, message] of Object.entries(bad)) {
      const letter = letters.find((it) => it.reason === reason);
      expect(Buffer.from(letter?.body ?? []).equals(Buffer.from(message.body))).toBe(true);
      expect(letter?.headers).toMatchObject({
        ...message.headers,
        'rejected-reason': reason,
        'rejected-exchange': message.exchange,
        'rejected-routing-key': message.routingKey,
        'rejected-message-id': message.id,
        'rejected-at': expect.stringMatching(/^\d{4}-/),
      });
    }
    for (const { client } of gateways) {
      await eventually(() => expect(client.metas()).toHaveLength(8));
      expect(cursors(client)).toEqual(Array.from({ length: 8 }, (_, n) => `e1.${n + 1}`));
      expect(client.names().filter((name) => name.startsWith('realtime:'))).toEqual(['realtime:ready']);
    }
  });

  it('is kept once also when the gateway that keeps it goes', async () => {
    const vhost = await createVhost();
    onTestFinished(() => vhost.drop());
    const { gateways, stranger } = await start(vhost.url);
    const texts = async () => (await kept(stranger)).map(({ body }) => Buffer.from(body).toString());
    const sent: string[] = [];
    const send = async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        sent.push(`bad-${sent.length}`);
        await stranger.publish(raw(sent.at(-1) ?? ''));
      }
    };
    await send(20);
    // Some are kept, some wait in the queue, some are not yet reported.
    await gateways[0]?.gateway.app.close();
    await send(20);
    await eventually(
      () => expect(gateways[1]?.gateway.app.get(RejectedMessages).reported).toBe(40),
      patience,
    );
    // Reports are read in order: what is kept of these comes last.
    await send(1);
    await untilKept(vhost.url, 41);
    expect((await texts()).toSorted()).toEqual(sent.toSorted());
  });

  it('is kept after RabbitMQ came back when it went meanwhile', async () => {
    const vhost = await createVhost();
    onTestFinished(() => vhost.drop());
    const line = await cuttableLine(vhost.url);
    const { gateways } = await start(line.url);
    const stranger = await connectTo(vhost.url);
    await stranger.publish(raw('before'));
    await untilKept(vhost.url, 1);
    line.cut();
    await stranger.publish(raw('after'));
    for (const { broker } of gateways) await eventually(() => expect(broker.connected).toBe(false));
    line.mend();
    await untilKept(vhost.url, 2);
    // Whatever comes twice comes before this.
    await untilReported({ gateways }, [2, 2]);
    await stranger.publish(raw('fence'));
    await untilKept(vhost.url, 3);
    const letters = await kept(stranger);
    expect(letters.map(({ body }) => Buffer.from(body).toString())).toEqual(['before', 'after', 'fence']);
    for (const { client } of gateways) expect(client.socket.connected).toBe(true);
  });
});
