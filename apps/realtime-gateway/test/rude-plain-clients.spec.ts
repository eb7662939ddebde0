import { eventually } from '@business-control/testing';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Rooms } from '../src/connections/rooms.js';
import { Sequence } from './envelopes.js';
import { connectPlain, openPlain } from './plain-client.js';
import { connectAs, publish, startGateway, tokenFor } from './start-gateway.js';

const closing = (code: string) => expect.objectContaining({ type: 'closing', code });

/** A gateway with one client of Socket.IO that must not notice anything. */
async function underFire() {
  const gateway = await startGateway();
  const welcome = vi.spyOn(gateway.app.get(Rooms), 'welcome');
  const client = await connectAs(gateway);
  const nsp = welcome.mock.calls[0]?.[0].nsp;
  const isAlone = () =>
    eventually(() => expect([nsp?.sockets.size, nsp?.server.engine.clientsCount]).toEqual([1, 1]));
  return { gateway, client, isAlone };
}

describe('a plain WebSocket that does not keep to the protocol', () => {
  it('is told so, and goes on', async () => {
    const gateway = await startGateway();
    const client = await connectPlain(gateway);
    const invalid = { type: 'error', code: 'request.invalid', message: expect.any(String) };
    const frames = [
      'hello',
      '[]',
      '{"type":7}',
      '{"type":"auth"}',
      '{"type":"__proto__"}',
      '2',
      '{"type":"x","id":{}}',
    ];
    for (const frame of frames) client.ws.send(frame);
    client.ws.send(Buffer.from('{"type":"ping"}'));
    await eventually(() => expect(client.received.slice(2)).toEqual(Array(8).fill(invalid)));
    expect(await client.ask({ type: 'plain:ping' })).toEqual({ ...invalid, id: 'call-1' });
    expect(await client.ask({ type: 'ping' })).toMatchObject({ type: 'pong' });
  });

  it('does no harm by frames that are nested deeper than can be written again', async () => {
    const { gateway, client, isAlone } = await underFire();
    const nested = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
    const stranger = await openPlain(gateway);
    stranger.ws.send(`{"type":"auth","token":"x","more":${nested}}`);
    expect(await stranger.closed).toEqual({ code: 4400, reason: 'handshake.invalid' });
    const known = await connectPlain(gateway);
    known.ws.send(`{"type":"subscribe","rooms":[],"more":${nested}}`);
    await eventually(() =>
      expect(known.received.at(-1)).toMatchObject({ type: 'error', code: 'request.invalid' }),
    );
    known.ws.close();
    const acme = new Sequence('acme');
    await publish(gateway, acme.next());
    await eventually(() => expect(client.metas()).toHaveLength(1));
    await isAlone();
  });

  it('is closed when it sends more than MAX_MESSAGE_BYTES', async () => {
    const gateway = await startGateway({ env: { MAX_MESSAGE_BYTES: '32768' } });
    const client = await connectPlain(gateway);
    client.send({ type: 'ping', padding: 'x'.repeat(40_000) });
    expect(await client.closed).toMatchObject({ code: 1009 });
  });

  it.each([
    ['pings', { type: 'ping' }, 'pong', 'error'],
    ['what is no call', { type: 'x' }, 'error', 'error'],
    ['calls', { type: 'subscribe', rooms: [] }, 'ack', 'ack'],
  ])('is limited in %s, and closed when it floods', async (_, frame, served, refused) => {
    const gateway = await startGateway({ env: { MAX_CALLS_PER_SOCKET_PER_MINUTE: '3' } });
    const client = await connectPlain(gateway);
    for (let n = 0; n < 3; n += 1) {
      const answer = await client.ask(frame);
      expect(answer.type).toBe(served);
      expect(JSON.stringify(answer)).not.toContain('limit.calls');
    }
    const answer = await client.ask(frame);
    expect(answer.type).toBe(refused);
    expect(JSON.stringify(answer)).toContain('limit.calls');
    for (let n = 0; n < 1_500; n += 1) client.send(frame);
    expect(await client.closed).toEqual({ code: 4429, reason: 'limit.calls' });
    expect(client.received.at(-1)).toEqual(closing('limit.calls'));
  });

  it('may send anything at all, and nobody else notices', async () => {
    const { gateway, client, isAlone } = await underFire();
    const frame = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.json({ maxDepth: 2 }),
      fc
        .record({
          type: fc.constantFrom('auth', 'subscribe', 'refresh', 'ping', 'event', 'constructor'),
          id: fc.anything({ maxDepth: 1 }),
          rooms: fc.jsonValue({ maxDepth: 2 }),
          token: fc.jsonValue({ maxDepth: 1 }),
        })
        .map((body) => JSON.stringify(body, (_, value) => (typeof value === 'bigint' ? null : value))),
      fc.uint8Array({ maxLength: 60 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(frame, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (frames, admitted) => {
          const { ws } = await (admitted ? connectPlain(gateway) : openPlain(gateway));
          for (const each of frames) ws.send(each);
          ws.close();
        },
      ),
      { numRuns: 60 },
    );
    const acme = new Sequence('acme');
    const sent = [acme.next(), acme.next()];
    await publish(gateway, ...sent);
    await eventually(() => expect(client.metas().map(({ id }) => id)).toEqual(sent.map(({ id }) => id)));
    await isAlone();
  });

  it('leaves nothing behind, whoever closes it and when', async () => {
    const { gateway, isAlone } = await underFire();
    const early = await openPlain(gateway);
    early.send({ type: 'auth', token: await tokenFor() });
    early.ws.terminate();
    (await connectPlain(gateway)).ws.close();
    (await connectPlain(gateway)).ws.terminate();
    (await openPlain(gateway)).ws.close();
    (await openPlain(gateway)).send({ type: 'nothing' });
    await isAlone();
  });
});
