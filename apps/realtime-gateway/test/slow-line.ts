import { connect, createServer, type Socket } from 'node:net';
import { defineCatalogue, defineEvent, type Envelope } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { tcpSocketOf } from '../src/connections/coalesce-writes.js';
import type { RealtimeSocket } from '../src/connections/realtime-socket.js';
import type { SlowConsumers } from '../src/delivery/slow-consumers.js';
import type { Sequence } from './envelopes.js';
import { publish, type RunningGateway, type TestClient } from './start-gateway.js';

const payload = z.object({ sku: z.string(), text: z.string() });
const base = {
  version: 1,
  summary: 'A fact',
  payload,
  permission: 'pos.read',
  audience: { organization: true },
} as const;
export const catalogue = defineCatalogue({
  'test:stock:changed': defineEvent({ ...base, delivery: 'latest', conflateBy: ({ sku }) => sku }),
  'test:sale:completed': defineEvent({ ...base, delivery: 'durable' }),
});

/** A kilobyte and a half of it would fill no socket buffer; this much, a few hundred times, fills any. */
export const BIG = 'x'.repeat(64 * 1024);
export const MAX_BYTES = 1_048_576;

export const stock = (acme: Sequence, sku: string, text = BIG) =>
  acme.next({ name: 'test:stock:changed', payload: { sku, text } });
export const sale = (acme: Sequence, text = BIG) =>
  acme.next({ name: 'test:sale:completed', payload: { sku: 's', text } });

export const seqs = (metas: readonly { cursor?: string }[]) =>
  metas.map(({ cursor }) => Number(cursor?.slice(3)));
export const metasOf = (received: readonly (readonly unknown[])[]) =>
  received
    .filter(([name]) => String(name).startsWith('test:'))
    .map(([, , meta]) => meta as { cursor: string });

/** Publishes until a condition holds, in steps that the readers keep up with. */
export async function publishUntil(
  gateway: RunningGateway,
  reader: TestClient,
  next: () => Envelope,
  done: () => boolean | Promise<boolean>,
): Promise<number> {
  let sent = 0;
  while (!(await done())) {
    if (sent > 2_000) throw new Error('it never came about');
    await publish(gateway, next(), next(), next(), next());
    sent += 4;
    await eventually(() => expect(reader.metas().length).toBeGreaterThanOrEqual(sent));
  }
  return sent;
}

/**
 * Makes a client fall behind, for certain and until told otherwise: nothing written to it leaves the process, however much the
 * operating system could take. Returns how to let it all go.
 */
export async function holdBack(
  socket: RealtimeSocket | undefined,
  slowConsumers: SlowConsumers,
): Promise<() => void> {
  const tcp = tcpSocketOf(socket?.conn);
  if (!socket || !tcp) throw new Error('there is no connection to hold back');
  tcp.cork();
  for (let sent = 0; !slowConsumers.isBehind(socket); sent += 1) {
    if (sent > 100) throw new Error('it never came about');
    socket.emit('realtime:position', { cursor: BIG });
    await new Promise(setImmediate);
  }
  return () => tcp.uncork();
}

const TICKS_PER_SECOND = 20;

/** A TCP port that lets through only so much of what the server sends, until it is widened; it closes with the test. */
export async function slowLine({ url }: Pick<RunningGateway, 'url'>, bytesPerSecond: number) {
  const { hostname: host, port } = new URL(url);
  const open = new Set<Socket>();
  const widen = Promise.withResolvers<void>();
  let passed = 0;
  const server = createServer((client) => {
    const upstream = connect({ host, port: Number(port) });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => open.delete(one) && other.end());
    }
    client.pipe(upstream);
    const drip = setInterval(() => {
      // What is not read here fills the buffers of the operating system, then those of the server.
      const piece = Math.min(bytesPerSecond / TICKS_PER_SECOND, upstream.readableLength);
      const some: Buffer | null = upstream.read(piece);
      if (!some) return;
      passed += some.length;
      client.write(some);
    }, 1_000 / TICKS_PER_SECOND);
    upstream.once('close', () => clearInterval(drip));
    void widen.promise.then(() => {
      clearInterval(drip);
      upstream.pipe(client);
    });
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    passed: () => passed,
    widen: () => widen.resolve(),
  };
}
