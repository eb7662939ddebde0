import { expect, it } from 'vitest';
import { RealtimeError } from '../src/index.js';
import { connectTo, startGatewayDouble } from './gateway-double.js';

const names = ['help', 'staff', 'message', 'read', 'history', 'typing'] as const;

it('makes each call of the chat under its name, and brings what it is answered', async () => {
  const gateway = await startGatewayDouble();
  const asked: [name: string, request: unknown][] = [];
  gateway.onConnection = (socket) =>
    socket.onAny((name: string, request: unknown, ack: (answer: unknown) => void) => {
      asked.push([name, request]);
      ack({ ok: true, data: `answer to ${name}` });
    });
  const { chat } = connectTo(gateway);
  const message = { message: 'hello', clientMessageId: 'c1' };
  expect([
    await chat.help(message),
    await chat.staff({ ...message, channelId: 'c' }),
    await chat.message({ ...message, to: 'bob' }),
    await chat.read({ ticketId: 't', upTo: 'm' }),
    await chat.history({ userId: 'bob', limit: 2 }),
    await chat.typing({ toUserId: 'bob', typing: true }),
  ]).toEqual(names.map((name) => `answer to chat:${name}`));
  expect(asked).toEqual([
    ['chat:help', message],
    ['chat:staff', { ...message, channelId: 'c' }],
    ['chat:message', { ...message, to: 'bob' }],
    ['chat:read', { ticketId: 't', upTo: 'm' }],
    ['chat:history', { userId: 'bob', limit: 2 }],
    ['chat:typing', { toUserId: 'bob', typing: true }],
  ]);
});

it('rejects with what a call was refused with', async () => {
  const gateway = await startGatewayDouble();
  const error = { code: 'chat.unavailable', message: 'later', retryAfterMs: 1_500 };
  gateway.onConnection = (socket) => socket.on('chat:staff', (_, ack) => ack({ ok: false, error }));
  const { chat } = connectTo(gateway);
  const refused = chat.staff({ channelId: 'c', message: 'hello' });
  await expect(refused).rejects.toBeInstanceOf(RealtimeError);
  await expect(refused).rejects.toMatchObject(error);
});

it('makes no call once the client is closed', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway);
  client.close();
  await expect(client.chat.typing({ toUserId: 'bob', typing: true })).rejects.toMatchObject({
    code: 'client.closed',
  });
});
