import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { SlowConsumers } from '../src/delivery/slow-consumers.js';
import { Sequence } from './envelopes.js';
import { connectPlain } from './plain-client.js';
import { connectRaw } from './raw-client.js';
import { figureOf, scrape } from './scrape.js';
import { catalogue, MAX_BYTES, metasOf, publishUntil, sale, seqs, slowLine, stock } from './slow-line.js';
import { connectAs, publish, startGateway } from './start-gateway.js';

const KILOBYTE = 1_024;
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

/** The same on either endpoint: the cursors of the events it was sent, and how it was closed. */
const onLine = {
  'Socket.IO': async (line: { readonly url: string }) => {
    const { received, closed } = await connectRaw(line);
    const last = () => received.at(-1)?.[1];
    return { got: () => seqs(metasOf(received)), last, closed };
  },
  '/ws': async (line: { readonly url: string }) => {
    const { received, closed } = await connectPlain(line);
    const events = () => received.filter(({ type }) => type === 'event');
    const got = () => seqs(events().map(({ meta }) => meta as { cursor: string }));
    return { got, last: () => received.at(-1), closed };
  },
} as const;
const endpoints = Object.keys(onLine) as (keyof typeof onLine)[];

/** A gateway with one client on a line of 1 KB/s and others on lines of their own, also of another organization. */
async function setUp(endpoint: keyof typeof onLine) {
  const env = { SEND_QUEUE_MAX_BYTES: String(MAX_BYTES), METRICS_PORT: '0' };
  const gateway = await startGateway({ catalogue, env });
  const line = await slowLine(gateway, KILOBYTE);
  const others = [await connectAs(gateway), await connectAs(gateway, { organizationId: 'globex' })] as const;
  const slow = await onLine[endpoint](line);
  const queued = async () => figureOf(await scrape(gateway), 'realtime_send_queue_bytes');
  return { gateway, slowConsumers: gateway.app.get(SlowConsumers), line, others, slow, queued };
}

describe.each(endpoints)('a client of %s on a line of 1 KB/s', (endpoint) => {
  it('holds nobody up, costs no more than its bound, and is given the newest of each key', async () => {
    const { gateway, slowConsumers, line, others, slow, queued } = await setUp(endpoint);
    const [acme, globex] = [new Sequence('acme'), new Sequence('globex')];
    let rounds = 0;
    // Every round waits until the others have all of it, the slow one hardly any.
    const sent = await publishUntil(
      gateway,
      others[0],
      () => stock(acme, 'tea'),
      async () => {
        expect(await queued()).toBeLessThanOrEqual(MAX_BYTES);
        await publish(gateway, stock(globex, 'tea', 'small'));
        rounds += 1;
        await eventually(() => expect(seqs(others[1].metas())).toEqual(upTo(rounds)));
        return slowConsumers.conflated > 20;
      },
    );
    await publish(gateway, sale(acme, 'end'));
    await eventually(() => expect(seqs(others[0].metas())).toEqual(upTo(sent + 1)));
    expect(slowConsumers.sockets).toHaveLength(1);
    expect(slow.got().length).toBeLessThan(sent / 10);
    expect(line.passed()).toBeLessThan(sent * KILOBYTE);

    line.widen();
    await eventually(() => expect(slow.got().at(-1)).toBe(sent + 1));
    const got = slow.got();
    expect(got).toEqual([...new Set(got)].sort((a, b) => a - b));
    expect(got.slice(-2)).toEqual([sent, sent + 1]);
    expect(got).toHaveLength(sent + 1 - slowConsumers.conflated);
    await eventually(async () => expect(await queued()).toBe(0));
    expect(slowConsumers.closedSockets).toBe(0);
  });

  it('is closed when what it must not lose outgrows its bound, and the others have it all', async () => {
    const { gateway, slowConsumers, line, others, slow, queued } = await setUp(endpoint);
    const acme = new Sequence('acme');
    let most = 0;
    const sent = await publishUntil(
      gateway,
      others[0],
      () => sale(acme),
      async () => {
        most = Math.max(most, await queued());
        return slowConsumers.closedSockets > 0;
      },
    );
    expect(most).toBeGreaterThan(MAX_BYTES / 2);
    expect(most).toBeLessThanOrEqual(MAX_BYTES);
    expect(seqs(others[0].metas())).toEqual(upTo(sent));
    expect(slow.got().length).toBeLessThan(sent / 10);

    line.widen();
    await slow.closed;
    const got = slow.got();
    expect(got).toEqual(upTo(got.length));
    expect(got.length).toBeLessThan(sent);
    expect(slow.last()).toMatchObject({ code: 'slow-consumer' });
    await eventually(async () => expect(await queued()).toBe(0));
  });
});
