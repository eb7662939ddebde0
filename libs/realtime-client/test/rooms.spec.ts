import type { RoomsResult } from '@business-control/realtime-contracts';
import { expect, it } from 'vitest';
import { RealtimeError } from '../src/index.js';
import { connectTo, startGatewayDouble, until } from './gateway-double.js';

it('answers which rooms were joined and which were refused', async () => {
  const gateway = await startGatewayDouble();
  const result: RoomsResult = {
    rooms: ['order:1'],
    refused: [{ room: 'order:2', error: { code: 'rooms.forbidden', message: 'no' } }],
  };
  gateway.onConnection = (socket) => socket.on('subscribe', (_, ack) => ack({ ok: true, data: result }));
  const client = connectTo(gateway);

  await expect(client.subscribe(['order:1', 'order:2'])).resolves.toEqual(result);
});

it('joins its rooms again when it reconnects, without those it left or was refused', async () => {
  const gateway = await startGatewayDouble();
  gateway.onConnection = (socket) => {
    socket.on('subscribe', ({ rooms }, ack) => {
      const joined = rooms.filter((room) => room !== 'order:2') as RoomsResult['rooms'];
      ack({ ok: true, data: { rooms: joined, refused: [] } });
    });
    socket.on('unsubscribe', (_, ack) => ack({ ok: true, data: { rooms: [], refused: [] } }));
  };
  const client = connectTo(gateway, { rooms: ['branch:1'] });
  await until(() => expect(client.status.state).toBe('connected'));
  await client.subscribe(['order:1', 'order:2', 'order:3']);
  await client.unsubscribe(['order:3']);

  gateway.socket.disconnect(true);

  await until(() => expect(gateway.handshakes).toHaveLength(2));
  expect(gateway.handshakes.map(({ rooms }) => rooms)).toEqual([['branch:1'], ['branch:1', 'order:1']]);
});

it('asks no more for a room that was refused in the handshake', async () => {
  const gateway = await startGatewayDouble();
  gateway.ready = { refused: [{ room: 'order:2', error: { code: 'rooms.forbidden', message: 'no' } }] };
  const client = connectTo(gateway, { rooms: ['order:1', 'order:2'] });
  await until(() => expect(client.status.state).toBe('connected'));

  gateway.socket.disconnect(true);

  await until(() => expect(gateway.handshakes).toHaveLength(2));
  expect(gateway.handshakes.map(({ rooms }) => rooms)).toEqual([['order:1', 'order:2'], ['order:1']]);
});

it('rejects with the code the gateway answered', async () => {
  const gateway = await startGatewayDouble();
  const error = { code: 'request.rate-limited', message: 'slow down', retryAfterMs: 100 };
  gateway.onConnection = (socket) => socket.on('subscribe', (_, ack) => ack({ ok: false, error }));
  const client = connectTo(gateway);

  const failure = await client.subscribe(['order:1']).catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(RealtimeError);
  expect(failure).toMatchObject(error);
});

it('rejects when no answer comes in time', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway, { ackTimeoutMs: 50 });

  await expect(client.subscribe(['order:1'])).rejects.toMatchObject({ code: 'client.timeout' });
});

it('rejects when the connection is lost before the answer', async () => {
  const gateway = await startGatewayDouble();
  gateway.onConnection = (socket) => socket.on('subscribe', () => socket.disconnect(true));
  const client = connectTo(gateway);

  await expect(client.subscribe(['order:1'])).rejects.toMatchObject({ code: 'client.disconnected' });
});

it('leaves the rooms the gateway remembers that it does not want, though it left them while it was away', async () => {
  const gateway = await startGatewayDouble();
  const left: string[][] = [];
  gateway.onConnection = (socket) => {
    socket.on('unsubscribe', ({ rooms }, ack) => {
      left.push([...rooms]);
      ack({ ok: true, data: { rooms: [], refused: [] } });
    });
  };
  gateway.ready = { rooms: ['Organization:o', 'user:u', 'device:d', 'order:1', 'order:2'] };
  connectTo(gateway, { rooms: ['order:1'] });
  await until(() => expect(left).toEqual([['order:2']]));
});

it('leaves a room that the gateway let it into only after it was left', async () => {
  const gateway = await startGatewayDouble();
  const answer = Promise.withResolvers<void>();
  const left: string[][] = [];
  gateway.onConnection = (socket) => {
    socket.on('subscribe', async ({ rooms }, ack) => {
      await answer.promise;
      ack({ ok: true, data: { rooms: rooms as RoomsResult['rooms'], refused: [] } });
    });
    socket.on('unsubscribe', ({ rooms }, ack) => {
      left.push([...rooms]);
      ack({ ok: true, data: { rooms: [], refused: [] } });
    });
  };
  const client = connectTo(gateway);
  const joining = client.subscribe(['chat:channel:1', 'chat:channel:2']);
  await client.unsubscribe(['chat:channel:1']);
  answer.resolve();
  await joining;
  await until(() => expect(left).toEqual([['chat:channel:1'], ['chat:channel:1']]));
});
