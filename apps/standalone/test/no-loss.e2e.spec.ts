import { eventually, startRabbitmq } from '@business-control/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { type Line, startLine } from './line.js';
import { type Listener, listen, login, openCart, seqOf } from './shop-client.js';

type Rabbitmq = Awaited<ReturnType<typeof startRabbitmq>>;

const OUTAGE_MS = 10_000;

/** Commands go on while something is broken; afterwards the screen has every event, in order, once. */
describe('nothing committed is lost', () => {
  const cleanups: (() => unknown)[] = [];
  const own = <Thing>(thing: Thing, dispose: (thing: Thing) => unknown): Thing => {
    cleanups.push(() => dispose(thing));
    return thing;
  };

  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  const startShop = async (rabbitmqUrl?: string) => {
    const line = own(await startLine(rabbitmqUrl === undefined ? {} : { rabbitmqUrl }), (it) => it.stop());
    const token = await login(line.apiUrl, { organization: 'acme', email: 'cashier@acme.test' });
    const screen = own(await listen(line.realtimeUrl, token), ({ socket }) => socket.close());
    return { line, token, screen };
  };

  it('when core-api is killed between commit and publish', async () => {
    const rabbitmq = own(await startRabbitmq(), (it) => it.dispose());
    const { line, token, screen } = await startShop(rabbitmq.url);
    await openCart(line.apiUrl, token);
    await eventually(() => expect(screen.received).toHaveLength(1));

    await rabbitmq.stop();
    const committed = [];
    for (let index = 0; index < 5; index += 1) committed.push(await openCart(line.apiUrl, token));
    await line.killCoreApi();
    await rabbitmq.start();
    await line.startCoreApi();

    await eventually(() => expect(screen.received).toHaveLength(6), { timeoutMs: 40_000 });
    expectContiguous(screen);
    expect(screen.received.slice(1).map(({ payload }) => payload)).toMatchObject(
      committed.map(({ cartId }) => ({ cartId })),
    );
  });

  it('when core-api is killed again and again under load', async () => {
    const { line, token, screen } = await startShop();
    const committed = new Set<string>();

    for (let round = 0; round < 3; round += 1) {
      const accepted = committed.size;
      const tills = Array.from({ length: 4 }, () => openUntilRefused(line, token, committed));
      await eventually(() => expect(committed.size).toBeGreaterThan(accepted + 25));
      await line.killCoreApi();
      await Promise.all(tills);
      await line.startCoreApi();
    }
    const fence = await openCart(line.apiUrl, token);

    await eventually(() => expect(cartIds(screen)).toContain(fence.cartId), { timeoutMs: 40_000 });
    expectContiguous(screen);
    expect(cartIds(screen)).toEqual(expect.arrayContaining([...committed]));
  });

  it('when RabbitMQ is away for ten seconds', async () => {
    const rabbitmq: Rabbitmq = own(await startRabbitmq(), (it) => it.dispose());
    const { line, token, screen } = await startShop(rabbitmq.url);
    const committed: string[] = [];
    const outageEnds = Date.now() + OUTAGE_MS;

    await rabbitmq.stop();
    while (Date.now() < outageEnds) committed.push((await openCart(line.apiUrl, token)).cartId);
    await rabbitmq.start();
    committed.push((await openCart(line.apiUrl, token)).cartId);

    await eventually(() => expect(cartIds(screen)).toContain(committed.at(-1)), { timeoutMs: 40_000 });
    expect(cartIds(screen)).toEqual(committed);
    expectContiguous(screen);
  });
});

/** Opens carts one after the other until core-api no longer answers; remembers those it confirmed. */
async function openUntilRefused(line: Line, token: string, committed: Set<string>): Promise<void> {
  for (;;) {
    const cart = await openCart(line.apiUrl, token).catch(() => undefined);
    if (cart === undefined) return;
    committed.add(cart.cartId);
  }
}

function cartIds({ received }: Listener): string[] {
  return received.map(({ payload }) => (payload as { cartId: string }).cartId);
}

function expectContiguous({ received }: Listener): void {
  const sequence = received.map(seqOf);
  expect(sequence).toEqual(sequence.map((_, index) => (sequence[0] ?? Number.NaN) + index));
}
