import type { TailOptions } from '@business-control/event-broker';
import { defineCatalogue, defineEvent } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { envelope, messageOf, Sequence } from './envelopes.js';
import {
  connectAs,
  inMemoryBroker,
  publish,
  type RunningGateway,
  startGateway,
  type TestClient,
} from './start-gateway.js';
import { stubBroker, stubTail } from './stub-broker.js';
import { tillCatalogue } from './till-catalogue.js';

const cursors = (client: TestClient) => client.metas().map(({ cursor }) => cursor);
const readyOf = (client: TestClient) => client.received[0]?.[1];
const present = (cursor: string | null) => ({ organizationId: 'acme', auth: { cursor } });

/** Two gateways on one stream, both past the first events of acme. */
async function twoGateways(env?: Record<string, string>) {
  const broker = inMemoryBroker();
  const options = { broker, ...(env && { env }) };
  const [first, second] = [await startGateway(options), await startGateway(options)];
  const acme = new Sequence('acme');
  /** Publishes events and waits until both gateways have them. */
  const happen = async (count: number) => {
    const fence = await Promise.all([first, second].map((gateway) => connectAs(gateway)));
    const events = Array.from({ length: count }, () => acme.next());
    await publish({ broker }, ...events);
    for (const { metas, socket } of fence) {
      await eventually(() => expect(metas().at(-1)?.id).toBe(events.at(-1)?.id));
      socket.disconnect();
    }
  };
  return { first, second, broker, acme, happen };
}

describe('a client that presents a cursor', () => {
  it('is current on another gateway when nothing happened', async () => {
    const { first, second, happen } = await twoGateways();
    await happen(3);
    const client = await connectAs(first, { organizationId: 'acme' });
    client.socket.disconnect();
    const again = await connectAs(second, present('e1.3'));
    expect(readyOf(again)).toMatchObject({ resume: 'current', replayed: 0, cursor: 'e1.3' });
  });

  it('is given what it missed on another gateway, in order and before what follows', async () => {
    const { second, broker, acme, happen } = await twoGateways();
    await happen(5);
    const again = await connectAs(second, present('e1.2'));
    await publish({ broker }, acme.next());
    await eventually(() => expect(cursors(again)).toEqual(['e1.3', 'e1.4', 'e1.5', 'e1.6']));
    expect(readyOf(again)).toMatchObject({ resume: 'replayed', replayed: 3, cursor: 'e1.2' });
    expect(again.names().filter((name) => name.startsWith('realtime:'))).toEqual(['realtime:ready']);
  });

  it('is given it by a gateway that started after it happened', async () => {
    const { broker, happen } = await twoGateways();
    await happen(5);
    const again = await connectAs(await startGateway({ broker }), present('e1.3'));
    await eventually(() => expect(cursors(again)).toEqual(['e1.4', 'e1.5']));
    expect(readyOf(again)).toMatchObject({ resume: 'replayed', replayed: 2 });
  });

  it('is given only what it may see, and told how far that reaches', async () => {
    const { second, broker, acme, happen } = await twoGateways();
    await happen(2);
    const blind = await connectAs(second, { ...present('e1.1'), permissions: ['pos.totals.read'] });
    expect(readyOf(blind)).toMatchObject({ resume: 'current', replayed: 0, cursor: 'e1.2' });
    await publish({ broker }, acme.next({ payload: {} }));
    await eventually(() => expect(blind.names()).toEqual(['realtime:ready', 'realtime:resync']));
  });

  it('is given the events of the rooms it names again', async () => {
    const broker = inMemoryBroker(tillCatalogue);
    const gateway = await startGateway({ broker, catalogue: tillCatalogue });
    const acme = new Sequence('acme');
    const opened = (tillId: string) => acme.next({ name: 'till:drawer:opened', payload: { tillId } });
    const fence = await connectAs(gateway, { organizationId: 'acme', rooms: ['pos:workstation:w2'] });
    await publish({ broker }, opened('w1'), opened('w2'), opened('w1'), opened('w2'));
    await eventually(() => expect(cursors(fence)).toEqual(['e1.2', 'e1.4']));
    const again = await connectAs(gateway, { ...present('e1.0'), rooms: ['pos:workstation:w1'] });
    await eventually(() => expect(again.names()).toContain('realtime:position'));
    expect(cursors(again)).toEqual(['e1.1', 'e1.3']);
    expect(again.received.at(-1)).toEqual(['realtime:position', { cursor: 'e1.4' }]);
  });

  it('of another organization is told to fetch again and is given nothing', async () => {
    const { second, happen } = await twoGateways();
    await happen(2);
    const other = await connectAs(second, { organizationId: 'globex', auth: { cursor: 'e1.1' } });
    expect(readyOf(other)).toMatchObject({ resume: 'resync', replayed: 0, cursor: null });
    expect(other.received).toHaveLength(1);
  });

  it.each([
    ['that says it knows none', null],
    ['that is none', 'hello'],
    ['from before what is kept', 'e1.0'],
    ['of an ended history', 'e0.2'],
    ['ahead of the organization', 'e1.99'],
  ])('%s is told to fetch again', async (_, cursor) => {
    const { second, happen } = await twoGateways({ LOG_MAX_EVENTS: '2' });
    await happen(4);
    const again = await connectAs(second, present(cursor));
    expect(readyOf(again)).toMatchObject({ resume: 'resync', replayed: 0, cursor: 'e1.4' });
    expect(cursors(again)).toEqual([]);
  });

  it('is told to fetch again when a gap lies in between, and is brought up to date behind it', async () => {
    const { second, acme, happen } = await twoGateways();
    await happen(2);
    acme.skip(1);
    await happen(2);
    expect(readyOf(await connectAs(second, present('e1.2')))).toMatchObject({ resume: 'resync' });
    const behind = await connectAs(second, present('e1.3'));
    expect(readyOf(behind)).toMatchObject({ resume: 'replayed', replayed: 2 });
  });

  it('does not get an event twice that the relay published twice', async () => {
    const { second, broker, acme, happen } = await twoGateways();
    await happen(1);
    const twice = acme.next();
    const fence = await connectAs(second, { organizationId: 'acme' });
    await publish({ broker }, twice, twice, acme.next());
    await eventually(() => expect(cursors(fence)).toEqual(['e1.2', 'e1.3']));
    const again = await connectAs(second, present('e1.1'));
    await eventually(() => expect(cursors(again)).toEqual(['e1.2', 'e1.3']));
  });

  it('gets no event without a number, and no ephemeral one, a second time', async () => {
    const catalogue = defineCatalogue({
      'till:key:pressed': defineEvent({
        version: 1,
        summary: 'A key of a till was pressed',
        payload: z.object({}),
        permission: 'pos.read',
        audience: { organization: true },
        delivery: 'ephemeral',
      }),
    });
    const broker = inMemoryBroker(catalogue);
    const gateway = await startGateway({ broker, catalogue });
    const acme = new Sequence('acme');
    const pressed = { name: 'till:key:pressed', payload: {} };
    const fence = await connectAs(gateway);
    const sent = [acme.next(pressed), envelope({ organizationId: 'acme', ...pressed }), acme.next(pressed)];
    await publish({ broker }, ...sent);
    await eventually(() => expect(fence.metas()).toHaveLength(3));
    const again = await connectAs(gateway, present('e1.0'));
    expect(readyOf(again)).toMatchObject({ resume: 'current', cursor: 'e1.2' });
  });
});

describe('a hole in the stream', () => {
  it('makes no one current who might have missed something, until an event proves otherwise', async () => {
    const tail = Promise.withResolvers<TailOptions>();
    const broker = stubBroker(async (options) => {
      tail.resolve(options);
      return stubTail();
    });
    const gateway: RunningGateway = await startGateway({ broker });
    const { onBatch, onDiscontinuity } = await tail.promise;
    const acme = new Sequence('acme');
    let offset = 0;
    const arrive = () => onBatch([{ ...messageOf(acme.next()), offset: offset++ }]);
    await arrive();
    await arrive();
    const witness = await connectAs(gateway, { organizationId: 'acme' });
    onDiscontinuity({ expected: 2, actual: 0 });
    // Told without waiting for the next message.
    await eventually(() => expect(witness.names()).toEqual(['realtime:ready', 'realtime:resync']));
    expect(readyOf(await connectAs(gateway, present('e1.2')))).toMatchObject({ resume: 'resync' });
    expect(readyOf(await connectAs(gateway, present('e1.1')))).toMatchObject({ resume: 'resync' });
    await arrive();
    expect(readyOf(await connectAs(gateway, present('e1.3')))).toMatchObject({ resume: 'current' });
    expect(readyOf(await connectAs(gateway, present('e1.1')))).toMatchObject({ resume: 'resync' });
  });
});

describe('realtime:position', () => {
  it('keeps a client resumable that sees none of the events', async () => {
    const { first, second, happen } = await twoGateways({
      LOG_MAX_EVENTS: '2',
      POSITION_INTERVAL_SECONDS: '1',
    });
    await happen(1);
    const quiet = await connectAs(first, { organizationId: 'acme', permissions: [] });
    await happen(6);
    await eventually(() => expect(quiet.received.at(-1)).toEqual(['realtime:position', { cursor: 'e1.7' }]));
    const again = await connectAs(second, { ...present('e1.7'), permissions: [] });
    expect(readyOf(again)).toMatchObject({ resume: 'current' });
  });

  it('is told once for each position', async () => {
    const { first, happen } = await twoGateways({ POSITION_INTERVAL_SECONDS: '1' });
    await happen(1);
    const quiet = await connectAs(first, { organizationId: 'acme', permissions: [] });
    await happen(1);
    await eventually(() => expect(quiet.names()).toContain('realtime:position'));
    await happen(1);
    const last = ['realtime:position', { cursor: 'e1.3' }];
    await eventually(() => expect(quiet.received.at(-1)).toEqual(last));
    expect(quiet.names()).toEqual(['realtime:ready', 'realtime:position', 'realtime:position']);
  });
});
