import { eventually, freePort, services } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { cuttableProxy } from './cuttable-proxy.js';
import { Sequence } from './envelopes.js';
import { scrape } from './scrape.js';
import {
  connectAs,
  inMemoryBroker,
  publish,
  readinessOf,
  startGateway,
  type TestClient,
} from './start-gateway.js';

const redisEnv = (port: number) => ({
  ENABLE_REDIS: 'true',
  REDIS_HOST: '127.0.0.1',
  REDIS_PORT: String(port),
});
const cursors = (client: TestClient) => client.metas().map(({ cursor }) => cursor);

function redis() {
  const { hostname, port } = new URL(services().redisUrl);
  return { host: hostname, port: Number(port) };
}

describe('with Redis', () => {
  it('no durable event takes the way through it: two gateways deliver each event once', async () => {
    const broker = inMemoryBroker();
    const proxy = await cuttableProxy(redis());
    const options = { broker, env: redisEnv(proxy.port) };
    const gateways = [await startGateway(options), await startGateway(options)];
    await eventually(() => expect(proxy.connections()).toBe(6));
    const clients = await Promise.all(
      gateways.map((gateway) => connectAs(gateway, { organizationId: 'acme' })),
    );
    const acme = new Sequence('acme');
    await publish({ broker }, acme.next(), acme.next(), acme.next());
    for (const client of clients) {
      await eventually(() => expect(cursors(client)).toContain('e1.3'));
      expect(cursors(client)).toEqual(['e1.1', 'e1.2', 'e1.3']);
    }
  });

  it('a Redis that stops and comes back disturbs nobody', async () => {
    const proxy = await cuttableProxy(redis());
    const gateway = await startGateway({ env: { ...redisEnv(proxy.port), METRICS_PORT: '0' } });
    await eventually(async () => expect(await scrape(gateway)).toContain('realtime_redis_connected 1'));
    const client = await connectAs(gateway, { organizationId: 'acme' });
    const acme = new Sequence('acme');
    await publish(gateway, acme.next());
    proxy.cut();
    await eventually(() => expect(proxy.connections()).toBe(0));
    await eventually(async () => expect(await scrape(gateway)).toContain('realtime_redis_connected 0'));
    await publish(gateway, acme.next());
    const late = await connectAs(gateway, { organizationId: 'acme' });
    await client.socket.emitWithAck('subscribe', { rooms: ['pos:workstation:w1'] });
    await publish(gateway, acme.next());
    await eventually(() => expect(cursors(late)).toEqual(['e1.3']));
    proxy.mend();
    await eventually(() => expect(proxy.connections()).toBe(3));
    await publish(gateway, acme.next());
    await eventually(() => expect(cursors(client)).toEqual(['e1.1', 'e1.2', 'e1.3', 'e1.4']));
    expect(client.names().filter((name) => name.startsWith('realtime:'))).toEqual(['realtime:ready']);
  });

  it('a gateway runs, delivers and ends without it', async () => {
    const gateway = await startGateway({ env: redisEnv(await freePort()) });
    const client = await connectAs(gateway, { organizationId: 'acme' });
    await publish(gateway, new Sequence('acme').next());
    await eventually(() => expect(cursors(client)).toEqual(['e1.1']));
    expect(await readinessOf(gateway.url)).toEqual({
      status: 'degraded',
      reasons: ['Redis cannot be reached: presence and sessions stay on this gateway'],
    });
    await gateway.app.close();
  });
});
