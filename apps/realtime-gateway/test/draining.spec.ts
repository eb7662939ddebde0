import type { ServerResponse } from 'node:http';
import { eventually } from '@business-control/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DeliveryCounters } from '../src/delivery/delivery-counters.js';
import { coreApiDouble, ENDLESS_MS, patienceWithCoreApi } from './core-api-double.js';
import { Sequence } from './envelopes.js';
import { openPlain } from './plain-client.js';
import { connectAs, open, publish, readinessOf, startGateway, tokenFor } from './start-gateway.js';

/** What becomes of a pause of the gateway; one that is left alone passes as ever. */
const pauses = vi.hoisted(() => ({ take: (_ms: number): Promise<void> | undefined => undefined }));
vi.mock('node:timers/promises', async (original) => {
  const real = await original<typeof import('node:timers/promises')>();
  return {
    ...real,
    setTimeout: (ms: number, ...rest: [value?: unknown, options?: object]) =>
      pauses.take(ms) ?? real.setTimeout(ms, ...rest),
  };
});

function takePauses(take: (ms: number) => Promise<void> | undefined): void {
  const asEver = pauses.take;
  pauses.take = take;
  onTestFinished(() => {
    pauses.take = asEver;
  });
}

describe('a gateway that is being shut down', () => {
  it('serves every socket until its turn to leave, and tells it nothing afterwards', async () => {
    const gateway = await startGateway();
    const counters = gateway.app.get(DeliveryCounters);
    const acme = new Sequence('acme');
    const clients = await Promise.all(
      Array.from({ length: 60 }, () =>
        connectAs(gateway, { organizationId: 'acme', client: { reconnection: false } }),
      ),
    );
    // Time passes while a turn is waited for, and something happens in it. Only turns are at fractions of a millisecond.
    let now = 0;
    let sent = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    onTestFinished(() => clock.mockRestore());
    const turnOf = async (ms: number) => {
      await publish(gateway, acme.next());
      sent += 1;
      await eventually(() => expect(counters.delivered).toBe(sent), { intervalMs: 1 });
      now += ms;
    };
    takePauses((ms) => (Number.isInteger(ms) ? undefined : turnOf(ms)));
    await gateway.app.close();
    for (const client of clients) {
      await eventually(() => expect(client.socket.connected).toBe(false));
      const cursors = client.metas().map(({ cursor }) => cursor);
      expect(cursors).toEqual(Array.from({ length: cursors.length }, (_, n) => `e1.${n + 1}`));
      expect(client.received.at(-1)).toEqual([
        'realtime:closing',
        expect.objectContaining({ code: 'going-away' }),
      ]);
    }
    // They did not all leave at once, and those that stayed longer were given what came meanwhile.
    const counts = clients.map((client) => client.metas().length);
    expect(new Set(counts).size).toBeGreaterThan(3);
    expect(Math.max(...counts)).toBe(sent);
  });

  it('is not ready first, and serves whoever comes all the same', async () => {
    const served = Promise.withResolvers<void>();
    takePauses((ms) => (ms === 60_000 ? served.promise : undefined));
    const gateway = await startGateway({ env: { NOT_READY_BEFORE_STOP_SECONDS: '60' } });
    const client = await connectAs(gateway, { organizationId: 'acme' });
    const left = gateway.app.close();
    const reasons = ['the gateway is being shut down'];
    await eventually(async () => expect(await readinessOf(gateway.url)).toMatchObject({ reasons }));
    const late = await connectAs(gateway, { organizationId: 'acme' });
    await publish(gateway, new Sequence('acme').next());
    for (const { metas } of [client, late]) await eventually(() => expect(metas()).toHaveLength(1));
    served.resolve();
    await left;
    for (const { names } of [client, late]) expect(names().at(-1)).toBe('realtime:closing');
  });

  it('sends those elsewhere whose handshakes end after all others have left', async () => {
    patienceWithCoreApi(ENDLESS_MS);
    const asked: ServerResponse[] = [];
    const coreApi = await coreApiDouble((_request, response) => void asked.push(response));
    const gateway = await startGateway({ env: { CORE_API_URL: coreApi.url } });
    const opened = open(gateway, {
      auth: { token: await tokenFor(), rooms: ['chat:channel:c1'] },
      reconnection: false,
    });
    const plain = await openPlain(gateway);
    plain.send({ type: 'auth', token: await tokenFor({ userId: 'u2' }), rooms: ['chat:channel:c1'] });
    // Of both the room, and of their organization the position.
    await eventually(() => expect(asked).toHaveLength(3));
    const gone = Promise.withResolvers<void>();
    let looks = 0;
    takePauses((ms) => {
      if (ms !== 20) return undefined;
      looks += 1;
      return looks === 1 ? Promise.resolve() : gone.promise;
    });
    const left = gateway.app.close();
    // Nobody else was there, and it waits all the same.
    await eventually(() => expect(looks).toBe(2));
    for (const response of asked) response.writeHead(503).end();
    await eventually(() =>
      expect(opened.socket.disconnected && opened.names()).toEqual(['realtime:closing']),
    );
    expect(opened.received[0]?.[1]).toMatchObject({ code: 'going-away', reconnect: true });
    expect(await plain.closed).toEqual({ code: 4503, reason: 'going-away' });
    expect(plain.types()).toEqual(['welcome', 'auth_error']);
    gone.resolve();
    await left;
  });
});
