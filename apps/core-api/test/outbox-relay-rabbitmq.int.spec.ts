import { setTimeout as sleep } from 'node:timers/promises';
import { RabbitmqBroker } from '@business-control/event-broker';
import { REALTIME_STREAM } from '@business-control/realtime-contracts';
import { createVhost, eventually, startRabbitmq } from '@business-control/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Follower, relayOn, topology } from './relay-fixture.js';
import { appendTicks, openPostgres } from './ticks.js';

const organizations = ['acme', 'globex', 'initech'];
/** Of each of them: many windows, whoever leads. */
const BACKLOG = 800;

async function connect(url: string) {
  const broker = await RabbitmqBroker.connect({
    url,
    topology,
    connectionName: 'relay test',
    onError: () => undefined,
  });
  onTestFinished(() => broker.close());
  await eventually(() => expect(broker.connected).toBe(true), { timeoutMs: 30_000 });
  return broker;
}

async function follow(broker: RabbitmqBroker): Promise<Follower> {
  const follower = new Follower();
  await broker.tail({
    stream: REALTIME_STREAM,
    from: { windowMs: 3_600_000 },
    onBatch: (messages) => {
      for (const { body } of messages) follower.receive(body);
    },
    onDiscontinuity: () => undefined,
  });
  return follower;
}

describe('the relay on RabbitMQ', () => {
  it('loses none and reorders none while RabbitMQ is away under load', async () => {
    const rabbitmq = await startRabbitmq();
    onTestFinished(() => rabbitmq.dispose());
    const { database, close } = await openPostgres();
    onTestFinished(close);
    const publisher = await connect(rabbitmq.url);
    const reader = await connect(rabbitmq.url);
    const follower = await follow(reader);
    const relay = relayOn(database, publisher);
    onTestFinished(() => relay.stop());
    await relay.start();

    const committed = new Map<string, number>();
    let selling = true;
    const tills = organizations.map(async (organization) => {
      for (let sale = 0; selling; sale += 1) {
        const count = 1 + (sale % 4);
        await database.transaction((tx) => appendTicks(tx, organization, count));
        committed.set(organization, (committed.get(organization) ?? 0) + count);
        await sleep(2);
      }
    });
    onTestFinished(async () => {
      selling = false;
      await Promise.allSettled(tills);
    });
    const sold = () => [...committed.values()].reduce((sum, count) => sum + count, 0);
    await eventually(() => expect(sold()).toBeGreaterThan(300), { timeoutMs: 60_000 });
    await rabbitmq.stop();
    await eventually(() => expect(publisher.connected).toBe(false), { timeoutMs: 30_000 });
    await eventually(async () => expect((await relay.lag()).unpublished).toBeGreaterThan(1_200), {
      timeoutMs: 60_000,
    });
    await rabbitmq.start();
    await eventually(() => expect(publisher.connected).toBe(true), { timeoutMs: 30_000 });
    const soldBefore = sold();
    await eventually(() => expect(sold()).toBeGreaterThan(soldBefore + 100), { timeoutMs: 60_000 });
    selling = false;
    await Promise.all(tills);

    await eventually(() => expect(follower.heads).toEqual(committed), { timeoutMs: 60_000 });
    expect(follower.gaps).toEqual([]);
    expect(follower.ids.size).toBe(sold());
    await eventually(async () => expect((await relay.lag()).unpublished).toBe(0), { timeoutMs: 30_000 });
  }, 300_000);

  it('hands over to a second relay in the middle of a backlog without loss or gap', async () => {
    const vhost = await createVhost();
    onTestFinished(() => vhost.drop());
    const { database, close } = await openPostgres();
    onTestFinished(close);
    const [first, second, reader] = await Promise.all([
      connect(vhost.url),
      connect(vhost.url),
      connect(vhost.url),
    ]);
    for (const organization of organizations) {
      await database.transaction((tx) => appendTicks(tx, organization, BACKLOG));
    }
    const follower = await follow(reader);
    const relays = [relayOn(database, first, { window: 64 }), relayOn(database, second, { window: 64 })];
    onTestFinished(async () => void (await Promise.all(relays.map((relay) => relay.stop()))));
    await Promise.all(relays.map((relay) => relay.start()));
    await eventually(() => expect(follower.heads.get('acme')).toBeGreaterThan(100), { timeoutMs: 20_000 });
    const leader = relays.find(({ status }) => status.leading);
    expect(relays.filter(({ status }) => status.leading)).toHaveLength(1);
    await leader?.stop();
    const all = new Map(organizations.map((organization) => [organization, BACKLOG]));
    await eventually(() => expect(follower.heads).toEqual(all), { timeoutMs: 60_000 });
    expect(follower.gaps).toEqual([]);
    expect(follower.duplicates).toBe(0);
  }, 120_000);
});
