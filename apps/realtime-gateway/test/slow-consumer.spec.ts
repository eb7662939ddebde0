import type { TailOptions } from '@business-control/event-broker';
import { eventually } from '@business-control/testing';
import { describe, expect, it, vi } from 'vitest';
import { tcpSocketOf } from '../src/connections/coalesce-writes.js';
import { Rooms } from '../src/connections/rooms.js';
import { SlowConsumers } from '../src/delivery/slow-consumers.js';
import { messageOf, Sequence } from './envelopes.js';
import { connectRaw } from './raw-client.js';
import { BIG, catalogue, MAX_BYTES, metasOf, publishUntil, sale, seqs, stock } from './slow-line.js';
import { connectAs, publish, startGateway } from './start-gateway.js';
import { stubBroker, stubTail } from './stub-broker.js';

describe('a client that stops reading', () => {
  it('is given only the newest of each key once it reads again, in order, while others miss nothing', async () => {
    const gateway = await startGateway({ catalogue, env: { SEND_QUEUE_MAX_BYTES: String(MAX_BYTES) } });
    const slowConsumers = gateway.app.get(SlowConsumers);
    const acme = new Sequence('acme');
    const fast = await connectAs(gateway);
    const slow = await connectRaw(gateway);
    slow.ws.pause();
    const sent = await publishUntil(
      gateway,
      fast,
      () => stock(acme, 'tea'),
      () => slowConsumers.conflated > 20,
    );
    const last = [stock(acme, 'coffee'), sale(acme, 'end')];
    await publish(gateway, ...last);
    await eventually(() => expect(fast.metas()).toHaveLength(sent + 2));
    expect(seqs(fast.metas())).toEqual(Array.from({ length: sent + 2 }, (_, n) => n + 1));

    slow.ws.resume();
    await eventually(() => expect(seqs(metasOf(slow.received)).at(-1)).toBe(sent + 2));
    const got = seqs(metasOf(slow.received));
    expect(got).toEqual([...got].sort((a, b) => a - b));
    expect(new Set(got).size).toBe(got.length);
    // Of tea the newest, whatever else of it was skipped.
    expect(got.slice(-3)).toEqual([sent, sent + 1, sent + 2]);
    expect(got.length).toBe(sent + 2 - slowConsumers.conflated);

    // It has caught up: from here on it gets what everyone gets.
    await eventually(() => expect(slowConsumers.sockets).toEqual([]));
    await publish(gateway, stock(acme, 'tea', 'small'), stock(acme, 'tea', 'small'));
    await eventually(() => expect(seqs(metasOf(slow.received)).slice(-2)).toEqual([sent + 3, sent + 4]));
    expect(slowConsumers.closedSockets).toBe(0);
  });

  it('is closed when what waits for it outgrows its bound, and resumes like anybody else', async () => {
    const gateway = await startGateway({ catalogue, env: { SEND_QUEUE_MAX_BYTES: String(MAX_BYTES) } });
    const slowConsumers = gateway.app.get(SlowConsumers);
    const acme = new Sequence('acme');
    const fast = await connectAs(gateway);
    const welcome = vi.spyOn(gateway.app.get(Rooms), 'welcome');
    const slow = await connectRaw(gateway);
    const tcp = tcpSocketOf(welcome.mock.calls[0]?.[0].conn);
    slow.ws.pause();
    let most = 0;
    const sent = await publishUntil(
      gateway,
      fast,
      () => sale(acme),
      () => {
        // Once it is closed nothing is counted any more.
        if (slowConsumers.closedSockets > 0) return true;
        // What the process really holds for it is no more than what is counted.
        expect(tcp?.writableLength).toBeLessThanOrEqual(slowConsumers.bytes + MAX_BYTES / 2);
        most = Math.max(most, slowConsumers.bytes);
        return false;
      },
    );
    // What waits never passed the bound by more than the events of one step.
    expect(most).toBeGreaterThan(MAX_BYTES / 2);
    expect(most).toBeLessThan(MAX_BYTES + 8 * BIG.length);
    expect(seqs(fast.metas())).toEqual(Array.from({ length: sent }, (_, n) => n + 1));

    slow.ws.resume();
    await slow.closed;
    const got = seqs(metasOf(slow.received));
    expect(got).toEqual(Array.from({ length: got.length }, (_, n) => n + 1));
    await eventually(() => expect(slowConsumers.sockets).toEqual([]));
    const again = await connectRaw(gateway, { auth: { cursor: `e1.${got.length}` } });
    const last = sale(acme, 'end');
    await publish(gateway, last);
    await eventually(() => expect(seqs(metasOf(again.received)).at(-1)).toBe(sent + 1));
  });

  it('is closed when it takes nothing for too long, however little comes', async () => {
    const gateway = await startGateway({
      catalogue,
      env: { SEND_QUEUE_MAX_BYTES: String(MAX_BYTES), SLOW_CONSUMER_SECONDS: '1' },
    });
    const slowConsumers = gateway.app.get(SlowConsumers);
    const acme = new Sequence('acme');
    const fast = await connectAs(gateway);
    const slow = await connectRaw(gateway);
    slow.ws.pause();
    // No more than the newest of one key waits for it all the time, which is no reason to close it.
    await publishUntil(
      gateway,
      fast,
      () => stock(acme, 'tea'),
      () => slowConsumers.closedSockets > 0,
    );
    slow.ws.resume();
    await slow.closed;
    expect(slow.received.at(-1)).toEqual([
      'realtime:closing',
      {
        code: 'slow-consumer',
        message: expect.any(String),
        reconnect: true,
        retryAfterMs: expect.any(Number),
      },
    ]);
  });

  it('is closed when what others broadcast outgrows its bound, and is told last', async () => {
    const gateway = await startGateway({ catalogue, env: { SEND_QUEUE_MAX_BYTES: String(MAX_BYTES) } });
    const slowConsumers = gateway.app.get(SlowConsumers);
    const welcome = vi.spyOn(gateway.app.get(Rooms), 'welcome');
    const slow = await connectRaw(gateway);
    const socket = welcome.mock.calls[0]?.[0];
    slow.ws.pause();
    let most = 0;
    for (let sent = 0; slowConsumers.closedSockets === 0; sent += 1) {
      if (sent > 2_000) throw new Error('it never came about');
      socket?.nsp.local.emit('realtime:position', { cursor: BIG });
      most = Math.max(most, slowConsumers.bytes);
      await new Promise(setImmediate);
    }
    expect(most).toBeLessThan(MAX_BYTES + 2 * BIG.length);
    slow.ws.resume();
    await slow.closed;
    expect(slow.received.at(-1)).toMatchObject(['realtime:closing', { code: 'slow-consumer' }]);
  });

  it('is not what a healthy client is taken for when much comes at once', async () => {
    let tail: TailOptions | undefined;
    const broker = stubBroker(async (options) => {
      tail = options;
      return stubTail();
    });
    const gateway = await startGateway({
      broker,
      catalogue,
      env: { SEND_QUEUE_MAX_BYTES: String(MAX_BYTES) },
    });
    const slowConsumers = gateway.app.get(SlowConsumers);
    const acme = new Sequence('acme');
    const client = await connectAs(gateway);
    await tail?.onBatch(
      Array.from({ length: 60 }, (_, offset) => ({ ...messageOf(stock(acme, 'tea')), offset })),
    );
    await eventually(() => expect(client.metas()).toHaveLength(60));
    expect([slowConsumers.conflated, slowConsumers.closedSockets]).toEqual([0, 0]);
  });
});
