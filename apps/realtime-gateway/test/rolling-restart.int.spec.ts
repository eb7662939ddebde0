import { setTimeout as delay } from 'node:timers/promises';
import { RabbitmqBroker } from '@business-control/event-broker';
import type { Cursor, EventMeta, RealtimeReady } from '@business-control/realtime-contracts';
import { createVhost, eventually } from '@business-control/testing';
import { expect, it, onTestFinished } from 'vitest';
import { OrganizationLogs } from '../src/delivery/organization-logs.js';
import { balancer } from './balancer.js';
import { Sequence } from './envelopes.js';
import { open, publish, type RunningGateway, startGateway, tokenFor, topologyOf } from './start-gateway.js';

const CLIENTS = 24;

async function connectBroker(url: string, name: string): Promise<RabbitmqBroker> {
  const broker = await RabbitmqBroker.connect({
    url,
    topology: topologyOf(),
    connectionName: name,
    onError: () => undefined,
  });
  onTestFinished(() => broker.close());
  return broker;
}

/** A stock client that does what the documents say: it presents the cursor of the last thing it was told. */
async function stockClient(gateway: Pick<RunningGateway, 'url'>, organizationId: string) {
  const token = await tokenFor({ organizationId });
  let cursor: Cursor | null | undefined;
  const client = open(gateway, {
    auth: (answer: (auth: object) => void) => answer({ token, ...(cursor !== undefined && { cursor }) }),
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
  });
  client.socket.onAny((name: string, body: { cursor?: Cursor | null }, meta?: EventMeta) => {
    cursor = (name.startsWith('realtime:') ? body.cursor : meta?.cursor) ?? cursor;
  });
  return client;
}

it('two gateways restarted one after the other under load lose nothing of what stock clients see', async () => {
  const vhost = await createVhost();
  onTestFinished(() => vhost.drop());
  const publisher = await connectBroker(vhost.url, 'publisher');
  const start = async (name: string) => startGateway({ broker: await connectBroker(vhost.url, name) });
  const gateways = [await start('gateway-1'), await start('gateway-2')];
  const edge = await balancer(() => gateways.map(({ url }) => Number(new URL(url).port)));
  const organizations = ['acme', 'globex'].map((organizationId) => new Sequence(organizationId));
  // Before the first event there is no position to come back to.
  let published = 1;
  await publish({ broker: publisher }, ...organizations.map((each) => each.next()));
  await eventually(() => {
    for (const { app } of gateways) expect(app.get(OrganizationLogs).cursorOf('globex')).toBe('e1.1');
  });
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, (_, n) => stockClient(edge, n % 2 === 0 ? 'acme' : 'globex')),
  );
  for (const client of clients) await eventually(() => expect(client.names()).toContain('realtime:ready'));

  const load = new AbortController();
  const loaded = (async () => {
    while (!load.signal.aborted) {
      await publish({ broker: publisher }, ...organizations.map((each) => each.next()));
      published += 1;
      await delay(2);
    }
  })();
  for (let n = 0; n < 2; n += 1) {
    const [leaving] = gateways.splice(0, 1);
    await leaving?.app.close();
    gateways.push(await start(`gateway-${n + 3}`));
  }
  const readies = (client: (typeof clients)[number]) =>
    client.received.filter(([name]) => name === 'realtime:ready').map(([, ready]) => ready as RealtimeReady);
  await eventually(() => expect(clients.every(({ socket }) => socket.connected)).toBe(true));
  load.abort();
  await loaded;
  expect(published).toBeGreaterThan(50);

  for (const client of clients) {
    await eventually(() => expect(client.metas().at(-1)?.cursor).toBe(`e1.${published}`));
    // Nobody had to fetch again; each was moved, and told what it had missed.
    const outcomes = readies(client).map(({ resume }) => resume);
    expect(outcomes[0]).toBe('fresh');
    expect(outcomes.length).toBeGreaterThan(1);
    expect(outcomes.slice(1).filter((resume) => resume !== 'replayed' && resume !== 'current')).toEqual([]);
    const seqs = client.metas().map(({ cursor }) => Number(cursor?.slice(3)));
    expect(seqs).toEqual(Array.from({ length: published - 1 }, (_, n) => n + 2));
    const closings = client.received.filter(([name]) => name === 'realtime:closing');
    for (const [, closing] of closings) expect(closing).toMatchObject({ code: 'going-away' });
    expect(closings).toHaveLength(outcomes.length - 1);
  }
});
