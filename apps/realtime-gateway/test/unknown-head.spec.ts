import type { ServerResponse } from 'node:http';
import type { TailOptions } from '@business-control/event-broker';
import { eventually } from '@business-control/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { coreApiDouble, ENDLESS_MS, patienceWithCoreApi, positionAnswer } from './core-api-double.js';
import { messageOf, Sequence } from './envelopes.js';
import {
  connectAs,
  inMemoryBroker,
  open,
  publish,
  startGateway,
  type TestClient,
  tokenFor,
} from './start-gateway.js';
import { stubBroker, stubTail } from './stub-broker.js';

const readyOf = (client: TestClient) => client.received[0]?.[1];
const cursors = (client: TestClient) => client.metas().map(({ cursor }) => cursor);
const present = (cursor: string) => ({ organizationId: 'acme', auth: { cursor } });
const json = (response: ServerResponse, body: unknown) =>
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));

beforeEach(() => void patienceWithCoreApi(ENDLESS_MS));

/** The outbox of acme after `seq` events that no stream holds any more. */
function acmeAt(seq: number): Sequence {
  const acme = new Sequence('acme');
  acme.skip(seq);
  return acme;
}

describe('an organization that the stream does not tell of', () => {
  it('is asked for from core-api, once and with the token of the user', async () => {
    const coreApi = await coreApiDouble(positionAnswer(() => 'e1.7'));
    const gateway = await startGateway({ env: { CORE_API_URL: coreApi.url } });
    const token = await tokenFor({ organizationId: 'acme' });
    const client = await connectAs(gateway, { auth: { token } });
    expect(readyOf(client)).toMatchObject({ resume: 'fresh', cursor: 'e1.7' });
    expect(readyOf(await connectAs(gateway, present('e1.7')))).toMatchObject({ resume: 'current' });
    expect(readyOf(await connectAs(gateway, present('e1.6')))).toMatchObject({ resume: 'resync' });
    expect(coreApi.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/realtime/position', `Bearer ${token}`],
    ]);
  });

  it('is asked for by all who come at the same time with one question', async () => {
    const held: ServerResponse[] = [];
    const coreApi = await coreApiDouble((_request, response) => void held.push(response));
    const gateway = await startGateway({ env: { CORE_API_URL: coreApi.url } });
    const token = await tokenFor({ organizationId: 'acme' });
    const clients = Array.from({ length: 20 }, () => open(gateway, { auth: { token, cursor: 'e1.7' } }));
    await eventually(() => expect(held).toHaveLength(1));
    // Everybody has arrived when a client of an organization that need not be asked for gets in.
    const globex = new Sequence('globex');
    await publish(gateway, globex.next());
    await eventually(async () =>
      expect(
        readyOf(await connectAs(gateway, { organizationId: 'globex', auth: { cursor: 'e1.0' } })),
      ).toMatchObject({ resume: 'replayed' }),
    );
    for (const response of held) json(response, { cursor: 'e1.7' });
    for (const client of clients) {
      await eventually(() => expect(readyOf(client)).toMatchObject({ resume: 'current', cursor: 'e1.7' }));
    }
    expect(coreApi.requests).toHaveLength(1);
  });

  it.each([
    ['refuses', (response: ServerResponse) => void response.writeHead(503).end()],
    ['breaks off', (response: ServerResponse) => void response.destroy()],
    ['answers something else', (response: ServerResponse) => void json(response, { cursor: 'hello' })],
    ['does not answer', () => undefined, false],
  ])('is a resync when core-api %s', async (_, answer, answersAtAll = true) => {
    const coreApi = await coreApiDouble((_request, response) => answer(response));
    const gateway = await startGateway({ env: { CORE_API_URL: coreApi.url } });
    const patience = patienceWithCoreApi(answersAtAll ? ENDLESS_MS : 50);
    expect(readyOf(await connectAs(gateway, present('e1.7')))).toMatchObject({
      resume: 'resync',
      cursor: null,
    });
    expect(patience).toHaveBeenCalledExactlyOnceWith(2_000);
  });

  it('is a resync without core-api', async () => {
    const client = await connectAs(await startGateway(), present('e1.7'));
    expect(readyOf(client)).toMatchObject({ resume: 'resync', cursor: null });
  });

  it('stands where the stream says when that tells before core-api does', async () => {
    const held: ServerResponse[] = [];
    const coreApi = await coreApiDouble((_request, response) => void held.push(response));
    const gateway = await startGateway({ env: { CORE_API_URL: coreApi.url } });
    const client = open(gateway, {
      auth: { token: await tokenFor({ organizationId: 'acme' }), cursor: 'e1.7' },
    });
    await eventually(() => expect(held).toHaveLength(1));
    const fence = new Sequence('globex');
    const acme = acmeAt(7);
    await publish(gateway, acme.next(), acme.next(), fence.next());
    await eventually(async () =>
      expect(readyOf(await connectAs(gateway, { organizationId: 'globex' }))).toMatchObject({
        cursor: 'e1.1',
      }),
    );
    for (const response of held) json(response, { cursor: 'e1.8' });
    await eventually(() => expect(cursors(client)).toEqual(['e1.8', 'e1.9']));
    expect(readyOf(client)).toMatchObject({ resume: 'replayed', replayed: 2 });
  });

  it('makes those fetch again who came while it was unknown', async () => {
    let answers = false;
    const coreApi = await coreApiDouble((_request, response) =>
      answers ? void json(response, { cursor: 'e1.9' }) : void response.writeHead(503).end(),
    );
    const gateway = await startGateway({ env: { CORE_API_URL: coreApi.url } });
    const early = await connectAs(gateway, { organizationId: 'acme' });
    answers = true;
    expect(readyOf(await connectAs(gateway, present('e1.9')))).toMatchObject({ resume: 'current' });
    const acme = acmeAt(8);
    await publish(gateway, acme.next(), acme.next());
    await eventually(() => expect(cursors(early)).toEqual(['e1.10']));
    expect(early.received[1]).toEqual(['realtime:resync', { reason: 'gap', cursor: 'e1.9' }]);
  });

  it('makes those fetch again who came while it was unknown, when the stream tells first', async () => {
    const gateway = await startGateway();
    const early = await connectAs(gateway, { organizationId: 'acme' });
    await publish(gateway, acmeAt(8).next());
    await eventually(() => expect(cursors(early)).toEqual(['e1.9']));
    expect(early.received[1]).toEqual(['realtime:resync', { reason: 'gap', cursor: 'e1.8' }]);
  });
});

describe('an organization that is quiet', () => {
  it('for 20 minutes is current on another gateway, and on one that was started meanwhile', async () => {
    let now = Date.now();
    let position = 'e1.0';
    const coreApi = await coreApiDouble(positionAnswer(() => position));
    const broker = inMemoryBroker();
    const options = { broker, clock: () => now, env: { CORE_API_URL: coreApi.url } };
    const [first, second] = [await startGateway(options), await startGateway(options)];
    const acme = new Sequence('acme');
    const client = await connectAs(first, { organizationId: 'acme' });
    await publish({ broker }, acme.next(), acme.next());
    await eventually(() => expect(cursors(client)).toEqual(['e1.1', 'e1.2']));
    now += 20 * 60_000;
    position = 'e1.2';
    expect(readyOf(await connectAs(second, present('e1.2')))).toMatchObject({ resume: 'current' });
    expect(readyOf(await connectAs(second, present('e1.1')))).toMatchObject({ resume: 'resync' });
    const third = await startGateway({ ...options, broker: inMemoryBroker() });
    expect(readyOf(await connectAs(third, present('e1.2')))).toMatchObject({ resume: 'current' });
  });
});

describe('after a hole in the stream', () => {
  const withStream = async (answer: () => string) => {
    const coreApi = await coreApiDouble(positionAnswer(answer));
    const tail = Promise.withResolvers<TailOptions>();
    const broker = stubBroker(async (options) => {
      tail.resolve(options);
      return stubTail();
    });
    const gateway = await startGateway({ broker, env: { CORE_API_URL: coreApi.url } });
    const acme = new Sequence('acme');
    const { onBatch, onDiscontinuity } = await tail.promise;
    let offset = 0;
    const arrive = () => onBatch([{ ...messageOf(acme.next()), offset: offset++ }]);
    const lose = async () => {
      const witness = await connectAs(gateway, { organizationId: 'acme' });
      onDiscontinuity({ expected: offset, actual: 0 });
      await eventually(() => expect(witness.names()).toContain('realtime:resync'));
    };
    return { gateway, arrive, lose };
  };

  it('core-api tells whether something was lost: nothing was', async () => {
    const { gateway, arrive, lose } = await withStream(() => 'e1.2');
    await arrive();
    await arrive();
    await lose();
    expect(readyOf(await connectAs(gateway, present('e1.2')))).toMatchObject({ resume: 'current' });
  });

  it('core-api tells whether something was lost: something was', async () => {
    const { gateway, arrive, lose } = await withStream(() => 'e1.3');
    await arrive();
    await arrive();
    await lose();
    expect(readyOf(await connectAs(gateway, present('e1.2')))).toMatchObject({
      resume: 'resync',
      cursor: 'e1.3',
    });
    expect(readyOf(await connectAs(gateway, present('e1.3')))).toMatchObject({ resume: 'current' });
  });

  it('an answer from before the loss counts for nothing', async () => {
    const held: ServerResponse[] = [];
    const coreApi = await coreApiDouble((_request, response) => void held.push(response));
    const tail = Promise.withResolvers<TailOptions>();
    const broker = stubBroker(async (options) => {
      tail.resolve(options);
      return stubTail();
    });
    const gateway = await startGateway({ broker, env: { CORE_API_URL: coreApi.url } });
    const client = open(gateway, {
      auth: { token: await tokenFor({ organizationId: 'acme' }), cursor: 'e1.5' },
    });
    await eventually(() => expect(held).toHaveLength(1));
    (await tail.promise).onDiscontinuity({ expected: 9, actual: 0 });
    for (const response of held) json(response, { cursor: 'e1.5' });
    await eventually(() => expect(readyOf(client)).toMatchObject({ resume: 'resync', cursor: null }));
  });
});

describe('a client that is ahead of the gateway it comes to', () => {
  it('waits until the gateway has come as far', async () => {
    const broker = inMemoryBroker();
    const gateway = await startGateway({ broker });
    const acme = new Sequence('acme');
    const witness = await connectAs(gateway, { organizationId: 'acme' });
    await publish({ broker }, acme.next(), acme.next());
    await eventually(() => expect(cursors(witness)).toHaveLength(2));
    const client = open(gateway, {
      auth: { token: await tokenFor({ organizationId: 'acme' }), cursor: 'e1.4' },
    });
    const other = await connectAs(gateway, { organizationId: 'globex' });
    expect(other.socket.connected).toBe(true);
    expect(client.received).toEqual([]);
    await publish({ broker }, acme.next(), acme.next(), acme.next());
    await eventually(() => expect(cursors(client).at(-1)).toBe('e1.5'));
    expect(cursors(client)).toEqual(['e1.5']);
    expect(client.names()).not.toContain('realtime:resync');
    expect(['current', 'replayed']).toContain((readyOf(client) as { resume: string }).resume);
  });
});
