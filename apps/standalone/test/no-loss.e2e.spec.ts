import type { CartPayload } from '@business-control/realtime-contracts';
import { eventually, type StoppableRabbitmq, startRabbitmq } from '@business-control/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAtTheTills } from './history.js';
import { type Line, startLine } from './line.js';
import { judge, type Told } from './scenarios/oracle.js';
import { type Listener, listen, login, openCart } from './shop-client.js';

/** Commands go on while something is broken; afterwards the screen has every event, in order, once. */
describe('nothing committed is lost', () => {
  let rabbitmq: StoppableRabbitmq;
  let line: Line;
  let token: string;
  let screen: Listener;

  beforeAll(async () => {
    rabbitmq = await startRabbitmq();
    line = await startLine({ rabbitmqUrl: rabbitmq.url });
    token = await login(line.apiUrl, { organization: 'acme', email: 'cashier@acme.test' });
  });
  afterAll(async () => {
    await line?.stop();
    await rabbitmq?.dispose();
  });
  beforeEach(async () => {
    screen = await listen(line.realtimeUrl, token);
  });
  afterEach(() => void screen.socket.close());

  const open = async () => (await openCart(line.apiUrl, token)).cartId;
  /** Opens carts one after the other until core-api no longer answers; remembers those it confirmed. */
  const openUntilRefused = async (committed: Set<string>) => {
    for (let cart = await tried(open); cart !== undefined; cart = await tried(open)) committed.add(cart);
  };
  /** The screen was told everything that happened at the tills since it connected, as the database has it. */
  const nothingIsLost = () =>
    eventually(
      async () => {
        expect(judge(await line.history(screen.ready.organizationId), toldTo(screen))).toEqual([]);
      },
      { timeoutMs: 60_000, intervalMs: 100 },
    );

  it('when core-api is killed between commit and publish', async () => {
    await rabbitmq.stop();
    const committed: string[] = [];
    for (let index = 0; index < 5; index += 1) committed.push(await open());
    await line.killCoreApi();
    await Promise.all([rabbitmq.start(), line.startCoreApi()]);

    await nothingIsLost();
    expect(cartIds(screen)).toEqual(committed);
  });

  it('when core-api is killed again and again under load', async () => {
    const committed = new Set<string>();

    for (let round = 0; round < 3; round += 1) {
      const accepted = committed.size;
      const tills = Array.from({ length: 4 }, () => openUntilRefused(committed));
      await eventually(() => expect(committed.size).toBeGreaterThan(accepted + 25));
      await line.killCoreApi();
      await Promise.all(tills);
      await line.startCoreApi();
    }
    const fence = await open();

    await nothingIsLost();
    expect(cartIds(screen)).toEqual(expect.arrayContaining([...committed, fence]));
  });

  it('when RabbitMQ is away for a while', async () => {
    const committed: string[] = [];

    await rabbitmq.stop();
    let isBack = false;
    const starting = rabbitmq.start().then(() => {
      isBack = true;
    });
    while (!isBack || committed.length < 50) committed.push(await open());
    await starting;
    committed.push(await open());

    await nothingIsLost();
    expect(cartIds(screen)).toEqual(committed);
  });
});

function tried<Answer>(command: () => Promise<Answer>): Promise<Answer | undefined> {
  return command().catch(() => undefined);
}

function cartIds({ received }: Listener): string[] {
  return received.filter(isAtTheTills).map(({ payload }) => (payload as CartPayload).cartId);
}

/** As the oracle wants it. */
function toldTo({ ready: { resume, cursor }, received }: Listener): Told[] {
  return [
    { kind: 'ready', resume, cursor },
    ...received
      .filter(isAtTheTills)
      .map(({ meta }): Told => ({ kind: 'event', id: meta.id, cursor: meta.cursor })),
  ];
}
