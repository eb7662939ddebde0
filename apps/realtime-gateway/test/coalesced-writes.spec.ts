import { Socket } from 'node:net';
import type { TailOptions } from '@business-control/event-broker';
import { eventually } from '@business-control/testing';
import { expect, it, vi } from 'vitest';
import { tcpSocketOf } from '../src/connections/coalesce-writes.js';
import { Rooms } from '../src/connections/rooms.js';
import { messageOf, Sequence } from './envelopes.js';
import { connectRaw } from './raw-client.js';
import { startGateway } from './start-gateway.js';
import { stubBroker, stubTail } from './stub-broker.js';

it('writes a hundred events that came together to a socket in a few system calls', async () => {
  let tail: TailOptions | undefined;
  const broker = stubBroker(async (options) => {
    tail = options;
    return stubTail();
  });
  const gateway = await startGateway({ broker });
  const welcome = vi.spyOn(gateway.app.get(Rooms), 'welcome');
  const client = await connectRaw(gateway);
  const tcp = tcpSocketOf(welcome.mock.calls[0]?.[0].conn);
  if (!(tcp instanceof Socket)) throw new Error('no TCP socket');
  const [single, several] = [vi.spyOn(tcp, '_write'), vi.spyOn(tcp, '_writev')];

  const acme = new Sequence('acme');
  await tail?.onBatch(Array.from({ length: 100 }, (_, offset) => ({ ...messageOf(acme.next()), offset })));
  await eventually(() => expect(client.received).toHaveLength(101));
  expect(single.mock.calls.length + several.mock.calls.length).toBeLessThanOrEqual(4);
});
