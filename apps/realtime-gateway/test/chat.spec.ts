import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { eventually } from '@business-control/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { GATEWAY_ENV } from '../src/tokens.js';
import { coreApiDouble, ENDLESS_MS, patienceWithCoreApi } from './core-api-double.js';
import { connectPlain } from './plain-client.js';
import { connectAs, startGateway, tokenFor } from './start-gateway.js';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly device: unknown;
  readonly body: unknown;
}

interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** A gateway on a core-api that gives every call of the chat this answer. */
async function setUp(answer: Answer = { status: 201, body: { messageId: 'm1' } }) {
  patienceWithCoreApi(ENDLESS_MS);
  const asked: Asked[] = [];
  const listen = async (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/chat/')) {
      response.writeHead(503).end();
      return;
    }
    const { method, url, headers } = request;
    const body = method === 'POST' ? await json(request) : undefined;
    asked.push({ method, url, authorization: headers.authorization, device: headers['x-device-id'], body });
    const { status = 200, body: said } = answer;
    response.writeHead(status, { 'content-type': 'application/json', ...answer.headers });
    response.end(said === undefined ? undefined : JSON.stringify(said));
  };
  const coreApi = await coreApiDouble((request, response) => void listen(request, response));
  return { gateway: await startGateway({ env: { CORE_API_URL: coreApi.url } }), asked };
}

const [ticketId, channelId, upTo] = [randomUUID(), randomUUID(), randomUUID()];
const written = { message: 'hello', clientMessageId: 'c1' };
const text = { text: 'hello', clientMessageId: 'c1' };

const calls: readonly [call: string, request: object, method: string, url: string, body: unknown][] = [
  ['chat:help', written, 'POST', '/chat/help/messages', text],
  ['chat:help', { ...written, ticketId }, 'POST', '/chat/help/messages', { ...text, ticketId }],
  ['chat:staff', { ...written, channelId }, 'POST', `/chat/channels/${channelId}/messages`, text],
  ['chat:message', { ...written, to: 'bob/..' }, 'POST', '/chat/direct/bob%2F../messages', text],
  ['chat:message', { message: 'hello', to: 'ü' }, 'POST', '/chat/direct/%C3%BC/messages', { text: 'hello' }],
  ['chat:read', { ticketId, upTo }, 'POST', `/chat/help/${ticketId}/read`, { upTo }],
  ['chat:read', { channelId }, 'POST', `/chat/channels/${channelId}/read`, {}],
  ['chat:read', { userId: 'bob' }, 'POST', '/chat/direct/bob/read', {}],
  [
    'chat:history',
    { ticketId, before: upTo, limit: 20 },
    'GET',
    `/chat/help/${ticketId}/messages?before=${upTo}&limit=20`,
    undefined,
  ],
  ['chat:history', { channelId }, 'GET', `/chat/channels/${channelId}/messages`, undefined],
  ['chat:history', { userId: 'bob' }, 'GET', '/chat/direct/bob/messages', undefined],
];

describe('a call of the chat', () => {
  it.each(calls)('%s %j asks core-api as the user: %s %s', async (call, request, method, url, body) => {
    const { gateway, asked } = await setUp();
    const token = await tokenFor();
    const { socket } = await connectAs(gateway, { auth: { token, deviceId: 'Käsetheke 1' } });
    expect(await socket.emitWithAck(call, request)).toMatchObject({ ok: true, data: { messageId: 'm1' } });
    const device = 'K%C3%A4setheke%201';
    expect(asked).toEqual([{ method, url, authorization: `Bearer ${token}`, device, body }]);
  });

  it('is made by plain clients in the same words', async () => {
    const { gateway, asked } = await setUp();
    const client = await connectPlain(gateway);
    for (const [type, request] of calls) {
      expect(await client.ask({ type, ...request })).toMatchObject({
        type: 'ack',
        ok: true,
        data: { messageId: 'm1' },
      });
    }
    expect(asked.map(({ method, url, body }) => [method, url, body])).toEqual(
      calls.map(([, , method, url, body]) => [method, url, body]),
    );
  });

  it('is made with the token presented last', async () => {
    const { gateway, asked } = await setUp();
    const { socket } = await connectAs(gateway);
    const token = await tokenFor({ sessionId: 'later' });
    await socket.emitWithAck('auth:refresh', { token });
    await socket.emitWithAck('chat:read', { channelId });
    expect(asked.map(({ authorization }) => authorization)).toEqual([`Bearer ${token}`]);
  });

  it('comes after what the same connection called before, and waits for no other', async () => {
    patienceWithCoreApi(ENDLESS_MS);
    const begun: unknown[] = [];
    const held: ServerResponse[] = [];
    const coreApi = await coreApiDouble(async (request, response) => {
      if (request.method !== 'POST') return void response.writeHead(503).end();
      const { text } = (await json(request)) as { text: string };
      begun.push(text);
      if (text.startsWith('held')) held.push(response);
      else response.end('{}');
    });
    const gateway = await startGateway({ env: { CORE_API_URL: coreApi.url } });
    const [{ socket }, { socket: other }] = [await connectAs(gateway), await connectAs(gateway)];
    const say = (message: string) => socket.emitWithAck('chat:staff', { channelId, message });
    const answers = [say('held'), say('second'), say('third')];
    await eventually(() => expect(begun).toEqual(['held']));
    await other.emitWithAck('chat:staff', { channelId, message: 'other' });
    expect(begun).toEqual(['held', 'other']);
    for (const response of held) response.end('{}');
    for (const answer of answers) expect(await answer).toMatchObject({ ok: true });
    expect(begun).toEqual(['held', 'other', 'second', 'third']);
  });

  it('may be answered with nothing', async () => {
    const { gateway } = await setUp({ status: 204 });
    const { socket } = await connectAs(gateway);
    expect(await socket.emitWithAck('chat:read', { channelId })).toEqual({ ok: true, data: null });
  });

  it.each([
    ['chat:help', { message: '' }],
    ['chat:help', { message: 7 }],
    ['chat:help', { ...written, ticketId: 'none' }],
    ['chat:help', { ...written, clientMessageId: 7 }],
    ['chat:staff', written],
    ['chat:staff', { ...written, channelId: '../direct/bob' }],
    ['chat:message', written],
    ['chat:message', { ...written, to: '..' }],
    ['chat:message', { ...written, to: '.' }],
    ['chat:message', { ...written, to: '\ud800' }],
    ['chat:read', {}],
    ['chat:read', { channelId, ticketId }],
    ['chat:history', { channelId, limit: 201 }],
    ['chat:history', { channelId, before: 'x' }],
    ['chat:history', [{ channelId }]],
    ['chat:history', null],
  ])('%s %j is refused without asking anybody', async (call, request) => {
    const { gateway, asked } = await setUp();
    const { socket } = await connectAs(gateway);
    expect(await socket.emitWithAck(call, request)).toMatchObject({
      ok: false,
      error: { code: 'request.invalid' },
    });
    expect(asked).toEqual([]);
  });

  it('counts like every other', async () => {
    const { gateway, asked } = await setUp();
    const limited = await startGateway({
      env: {
        CORE_API_URL: gateway.app.get(GATEWAY_ENV).CORE_API_URL,
        MAX_CALLS_PER_SOCKET_PER_MINUTE: '2',
      },
    });
    const { socket } = await connectAs(limited);
    for (const ok of [true, true, false]) {
      expect(await socket.emitWithAck('chat:read', { channelId })).toMatchObject({ ok });
    }
    expect(asked).toHaveLength(2);
  });
});

describe('a message to another person', () => {
  it('says whether the recipient is connected', async () => {
    const { gateway } = await setUp();
    const { socket } = await connectAs(gateway, { userId: 'ada' });
    await connectAs(gateway, { userId: 'eve', organizationId: 'globex' });
    const send = (to: string) => socket.emitWithAck('chat:message', { ...written, to });
    expect(await send('bob')).toEqual({ ok: true, data: { messageId: 'm1', recipientOnline: false } });
    expect(await send('eve')).toMatchObject({ data: { recipientOnline: false } });
    await connectAs(gateway, { userId: 'bob' });
    expect(await send('bob')).toEqual({ ok: true, data: { messageId: 'm1', recipientOnline: true } });
  });

  it('says nothing about anybody when core-api refuses it', async () => {
    const { gateway } = await setUp({
      status: 403,
      body: { error: { code: 'access.forbidden', message: 'no', requestId: 'r1', facts: {} } },
    });
    const { socket } = await connectAs(gateway);
    expect(await socket.emitWithAck('chat:message', { ...written, to: 'u1' })).toEqual({
      ok: false,
      error: { code: 'access.forbidden', message: 'no' },
    });
  });
});

describe('a call that core-api does not take', () => {
  const unavailable = {
    ok: false,
    error: { code: 'chat.unavailable', message: expect.any(String), retryAfterMs: expect.any(Number) },
  };

  it('is refused with its code, and says when to come back', async () => {
    const { gateway } = await setUp({
      status: 429,
      headers: { 'retry-after': '7' },
      body: { error: { code: 'request.too-many', message: 'wait' } },
    });
    const { socket } = await connectAs(gateway);
    expect(await socket.emitWithAck('chat:help', written)).toEqual({
      ok: false,
      error: { code: 'request.too-many', message: 'wait', retryAfterMs: 7_000 },
    });
  });

  it.each([
    ['something else answers', { status: 502, body: 'Bad Gateway' }],
    ['its answer is empty', { status: 503 }],
  ])('may be made again when %s', async (_, answer) => {
    const { gateway } = await setUp(answer);
    const { socket } = await connectAs(gateway);
    expect(await socket.emitWithAck('chat:help', written)).toEqual(unavailable);
  });

  it('is not made any more when its turn comes after whoever called has given up', async () => {
    patienceWithCoreApi(ENDLESS_MS);
    const begun: ServerResponse[] = [];
    const hanging = await coreApiDouble((request, response) => {
      if (request.url?.startsWith('/chat/')) begun.push(response);
      else response.writeHead(503).end();
    });
    const { socket } = await connectAs(await startGateway({ env: { CORE_API_URL: hanging.url } }));
    const answers = [1, 2, 3].map(() => socket.emitWithAck('chat:help', { message: 'hello' }));
    await eventually(() => expect(begun).toHaveLength(1));
    // The gateway knows of all three once it answers what was called after them.
    await socket.emitWithAck('subscribe', { rooms: [] });
    const now = performance.now.bind(performance);
    const later = vi.spyOn(performance, 'now').mockImplementation(() => now() + 4_000);
    onTestFinished(() => later.mockRestore());
    begun[0]?.writeHead(503).end();
    for (const answer of answers) expect(await answer).toEqual(unavailable);
    expect(begun).toHaveLength(1);
  });

  it('is refused when too many of the same connection wait for their turn', async () => {
    const hanging = await coreApiDouble((request, response) => {
      if (!request.url?.startsWith('/chat/')) response.writeHead(503).end();
    });
    const { socket } = await connectAs(await startGateway({ env: { CORE_API_URL: hanging.url } }));
    for (let n = 0; n < 16; n += 1) socket.emit('chat:help', { message: 'hello' });
    expect(await socket.emitWithAck('chat:help', { message: 'hello' })).toMatchObject({
      ok: false,
      error: { code: 'limit.calls', retryAfterMs: expect.any(Number) },
    });
  });

  it('may be made again when nobody answers, and when there is nobody', async () => {
    const gone = await coreApiDouble((request) => request.destroy());
    for (const env of [{ CORE_API_URL: gone.url }, {}]) {
      const { socket } = await connectAs(await startGateway({ env }));
      expect(await socket.emitWithAck('chat:help', written)).toEqual(unavailable);
    }
  });
});
