import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { envelope, Sequence } from './envelopes.js';
import { connectAs, publish, startGateway } from './start-gateway.js';
import { tillCatalogue } from './till-catalogue.js';

const opened = (tillId: string) => envelope({ name: 'till:drawer:opened', payload: { tillId } });

describe('subscribe', () => {
  it('joins rooms by permission and says which it refused, each with its reason', async () => {
    const gateway = await startGateway();
    const { socket } = await connectAs(gateway, { organizationId: 'acme', permissions: ['pos.read'] });
    const rooms = ['pos:workstation:w1', 'branch:b1', 'chat:channel:c1', 'Organization:globex', 'nonsense'];
    expect(await socket.emitWithAck('subscribe', { rooms })).toEqual({
      ok: true,
      data: {
        rooms: ['pos:workstation:w1'],
        refused: [
          { room: 'branch:b1', error: { code: 'room.forbidden', message: expect.any(String) } },
          {
            room: 'chat:channel:c1',
            error: {
              code: 'room.membership-unavailable',
              message: expect.any(String),
              retryAfterMs: expect.any(Number),
            },
          },
          { room: 'Organization:globex', error: { code: 'room.forbidden', message: expect.any(String) } },
          { room: 'nonsense', error: { code: 'room.unknown', message: expect.any(String) } },
        ],
      },
    });
  });

  it('brings the events of the room, and only of that room', async () => {
    const gateway = await startGateway({ catalogue: tillCatalogue });
    const client = await connectAs(gateway, { organizationId: 'acme' });
    await client.socket.emitWithAck('subscribe', { rooms: ['pos:workstation:w1'] });
    await publish(gateway, opened('w2'), opened('w1'));
    await eventually(() => expect(client.received.length).toBe(2));
    expect(client.received[1]?.slice(0, 2)).toEqual(['till:drawer:opened', { tillId: 'w1' }]);
  });

  it('also works in the handshake, where ready names what was refused', async () => {
    const gateway = await startGateway({ catalogue: tillCatalogue });
    const rooms = ['pos:workstation:w1', 'branch:b1'];
    const client = await connectAs(gateway, { organizationId: 'acme', rooms });
    expect(client.received[0]?.[1]).toMatchObject({
      rooms: ['Organization:acme', 'user:u1', 'pos:workstation:w1'],
      refused: [{ room: 'branch:b1', error: { code: 'room.forbidden' } }],
    });
    await publish(gateway, opened('w1'));
    await eventually(() => expect(client.names()).toEqual(['realtime:ready', 'till:drawer:opened']));
  });

  it('delivers an event once to a socket that is in several of its rooms', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const client = await connectAs(gateway, { organizationId: 'acme', rooms: ['pos:workstation:w1'] });
    await publish(gateway, acme.next(), acme.next());
    await eventually(() => expect(client.metas().map(({ cursor }) => cursor)).toEqual(['e1.1', 'e1.2']));
  });

  it('stops at the number of rooms a socket may have, again and again', async () => {
    const gateway = await startGateway();
    const { socket } = await connectAs(gateway);
    const rooms = Array.from({ length: 200 }, (_, n) => `pos:workstation:w${n}`);
    const first = await socket.emitWithAck('subscribe', { rooms });
    expect(first.data.rooms).toHaveLength(200);
    const more = await socket.emitWithAck('subscribe', { rooms: ['pos:workstation:one-more'] });
    expect(more.data).toMatchObject({ rooms: [], refused: [{ error: { code: 'room.limit-reached' } }] });
    await socket.emitWithAck('unsubscribe', { rooms: ['pos:workstation:w0'] });
    const again = await socket.emitWithAck('subscribe', { rooms: ['pos:workstation:one-more'] });
    expect(again.data).toMatchObject({ rooms: ['pos:workstation:one-more'], refused: [] });
  });
});

describe('unsubscribe', () => {
  it('ends the events of a room', async () => {
    const gateway = await startGateway({ catalogue: tillCatalogue });
    const rooms = ['pos:workstation:w1', 'pos:workstation:fence'];
    const client = await connectAs(gateway, { organizationId: 'acme', rooms });
    const answer = await client.socket.emitWithAck('unsubscribe', { rooms: ['pos:workstation:w1'] });
    expect(answer).toEqual({ ok: true, data: { rooms: ['pos:workstation:w1'], refused: [] } });
    await publish(gateway, opened('w1'), opened('fence'));
    await eventually(() => expect(client.received.length).toBe(2));
    expect(client.received[1]?.slice(0, 2)).toEqual(['till:drawer:opened', { tillId: 'fence' }]);
  });

  it('refuses to leave the automatic rooms', async () => {
    const gateway = await startGateway();
    const { socket } = await connectAs(gateway, { organizationId: 'acme' });
    expect(await socket.emitWithAck('unsubscribe', { rooms: ['Organization:acme'] })).toMatchObject({
      ok: true,
      data: { rooms: [], refused: [{ room: 'Organization:acme', error: { code: 'room.automatic' } }] },
    });
  });
});

describe('a call of the wrong shape', () => {
  it.each([
    ['nothing', []],
    ['null', [null]],
    ['a bare list', [['pos:workstation:w1']]],
    ['a room that is no text', [{ rooms: [7] }]],
    ['two arguments', [{ rooms: [] }, { rooms: [] }]],
    ['too many rooms', [{ rooms: Array(1_001).fill('branch:1') }]],
  ])('is answered, with %s', async (_, args) => {
    const gateway = await startGateway();
    const { socket } = await connectAs(gateway);
    for (const call of ['subscribe', 'unsubscribe']) {
      expect(await socket.timeout(5_000).emitWithAck(call, ...args)).toEqual({
        ok: false,
        error: { code: 'request.invalid', message: expect.any(String) },
      });
    }
  });

  it('does no harm when nobody waits for the answer', async () => {
    const gateway = await startGateway();
    const { socket } = await connectAs(gateway);
    socket.emit('subscribe');
    socket.emit('subscribe', 7);
    socket.emit('subscribe', { rooms: ['pos:workstation:w1'] });
    expect(await socket.emitWithAck('subscribe', { rooms: ['user:u1'] })).toEqual({
      ok: true,
      data: { rooms: ['user:u1'], refused: [] },
    });
  });
});
