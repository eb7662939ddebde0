import { setTimeout as delay } from 'node:timers/promises';
import { REALTIME_STREAM } from '@business-control/realtime-contracts';
import { deleteQueue, eventually } from '@business-control/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { get, login, post } from '../shop-client.js';
import { judge } from './oracle.js';
import { Screen } from './screen.js';
import { type Shop, signInTo } from './shop.js';
import { shortLived } from './short-lived-token.js';
import { JWT_SECRET, startWorld, type World } from './world.js';

const SCREENS_OF_EACH = 4;

/**
 * Carts are opened in two organizations all the time while something is broken. Afterwards every client was told every event of
 * its organization, in order, once, and none of another one, or else was told to fetch again.
 */
describe('a connected client', () => {
  let world: World;
  let shops: Shop[];
  let screens: Screen[];
  let stopOpening: (() => Promise<void>)[];

  beforeAll(async () => {
    world = await startWorld();
    shops = [await signInTo(world.apiUrl, 'acme'), await signInTo(world.apiUrl, 'globex')];
  }, 120_000);
  afterAll(() => world?.stop());

  beforeEach(async () => {
    screens = await Promise.all(
      shops.flatMap(({ token, organizationId }) =>
        Array.from({ length: SCREENS_OF_EACH }, (_, n) =>
          connectScreen(`${organizationId} ${n}`, organizationId, async () => token),
        ),
      ),
    );
    stopOpening = shops.map((shop) => shop.openCarts());
    await eventsArrive();
  });
  afterEach(async () => {
    await Promise.all(stopOpening.map((stop) => stop()));
    for (const screen of screens) screen.close();
  });

  const connectScreen = (name: string, organizationId: string, token: () => Promise<string>) =>
    Screen.connect({ name, url: world.network.url, token, organizationId });
  const events = ({ told }: Screen) => told.filter(({ kind }) => kind === 'event').length;
  /** Waits until every screen has shown ten more events. */
  const eventsArrive = async () => {
    const before = screens.map(events);
    await eventually(
      () => {
        for (const [n, screen] of screens.entries()) {
          expect(events(screen)).toBeGreaterThan((before[n] ?? 0) + 10);
        }
      },
      { timeoutMs: 40_000 },
    );
  };
  /** No more carts, and the oracle's word on every screen. */
  const verdict = async () => {
    await Promise.all(stopOpening.map((stop) => stop()));
    for (const shop of shops) await shop.openCart();
    await eventually(
      async () => {
        for (const { organizationId } of shops) {
          const history = await world.history(organizationId);
          for (const screen of screens.filter((it) => it.organizationId === organizationId)) {
            expect({ screen: screen.name, violations: judge(history, screen.told) }).toEqual({
              screen: screen.name,
              violations: [],
            });
          }
        }
      },
      { timeoutMs: 40_000, intervalMs: 100 },
    );
  };
  const resyncs = () => screens.reduce((sum, screen) => sum + screen.resyncs, 0);
  const reconnections = () => screens.reduce((sum, screen) => sum + screen.connections - 1, 0);

  it('misses nothing when connections are cut at random', async () => {
    while (reconnections() < 20) {
      world.network.dropOne();
      await delay(Math.random() * 120);
    }
    await eventsArrive();
    await verdict();
    expect(resyncs()).toBe(0);
  });

  it('misses nothing when its gateway is killed', async () => {
    const [first, second] = world.gateways;
    await first.end('SIGKILL');
    await eventsArrive();
    await first.start();
    await second.end('SIGKILL');
    await eventsArrive();
    await second.start();
    await verdict();
    expect(reconnections()).toBeGreaterThanOrEqual(screens.length);
    expect(resyncs()).toBe(0);
  });

  it('misses nothing in a rolling restart', async () => {
    for (const gateway of world.gateways) {
      await gateway.end('SIGTERM');
      await gateway.start();
      await eventsArrive();
    }
    await verdict();
    expect(reconnections()).toBeGreaterThanOrEqual(screens.length);
    expect(resyncs()).toBe(0);
  });

  it('misses nothing when RabbitMQ is restarted', async () => {
    await world.rabbitmq.stop();
    await world.rabbitmq.start();
    await eventsArrive();
    await verdict();
    expect(resyncs()).toBe(0);
  });

  it('is not told that it is current when the stream was deleted', async () => {
    const [first] = world.gateways;
    await Promise.all([deleteQueue(world.rabbitmq.url, REALTIME_STREAM), first.end('SIGKILL')]);
    // This one knows nothing of what was before.
    await first.start();
    for (let cuts = 0; cuts < 10; cuts += 1) world.network.dropOne();
    await eventsArrive();
    await verdict();
    expect(reconnections()).toBeGreaterThan(0);
  });

  it('misses nothing when Redis stops and comes back', async () => {
    await world.redis.stop();
    await eventsArrive();
    world.network.dropOne();
    await world.redis.start();
    await eventsArrive();
    await verdict();
    expect(resyncs()).toBe(0);
  });

  it('misses nothing when core-api is killed', async () => {
    await world.coreApi.end('SIGKILL');
    await world.coreApi.start();
    await eventsArrive();
    await verdict();
    expect(resyncs()).toBe(0);
  });

  it('misses nothing when its token expires again and again', async () => {
    const briefly = shops.map(({ token, organizationId }) =>
      connectScreen(`${organizationId}, briefly`, organizationId, () => shortLived(token, JWT_SECRET, 2)),
    );
    screens.push(...(await Promise.all(briefly)));
    const brief = screens.slice(-shops.length);
    await eventually(() => {
      for (const { connections } of brief) expect(connections).toBeGreaterThan(2);
    });
    await eventsArrive();
    await verdict();
    expect(resyncs()).toBe(0);
  });

  it('is told everything until its user is disabled, and nothing after', async () => {
    const [shop] = shops;
    if (!shop) throw new Error('no shop');
    const { organizationId } = shop;
    const as = (role: string) => login(world.apiUrl, { organization: 'acme', email: `${role}@acme.test` });
    const [admin, warehouse] = [await as('admin'), await as('warehouse')];
    const { userId } = await get<{ userId: string }>(world.apiUrl, warehouse, '/auth/me');
    const disabled = await Promise.all(
      [1, 2, 3].map((n) => connectScreen(`disabled ${n}`, organizationId, async () => warehouse)),
    );
    await eventsArrive();
    await post(world.apiUrl, admin, `/identity/users/${userId}/disable`);
    await eventsArrive();
    await verdict();
    const history = await world.history(organizationId);
    const end = history.findIndex(({ name }) => name === 'identity:user:disabled');
    for (const screen of disabled) {
      await eventually(() => expect(screen.connected).toBe(false));
      expect(judge(history.slice(0, end), screen.told)).toEqual([]);
    }
  });
});
