import type { Tail } from '@business-control/event-broker';
import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { connectAs, open, readinessOf, startGateway, tokenFor } from './start-gateway.js';
import { stubBroker, stubTail } from './stub-broker.js';

/** A broker whose tail is reached, catches up and is lost when the test says so. */
function steeredBroker() {
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  const { promise: caughtUp, resolve: catchUp } = Promise.withResolvers<void>();
  let connected = true;
  const tail: Tail = {
    ...stubTail({ caughtUp }),
    get connected() {
      return connected;
    },
  };
  return {
    broker: stubBroker(() => reached.then(() => tail)),
    reach,
    catchUp,
    disconnect: () => {
      connected = false;
    },
  };
}

describe('health', () => {
  it('is live and says why it is not ready, step by step', async () => {
    const { broker, reach, catchUp, disconnect } = steeredBroker();
    const { url } = await startGateway({ broker, untilReady: false });
    expect(await (await fetch(`${url}/health/live`)).json()).toEqual({ status: 'live' });
    const notReady = (reason: string) => ({ status: 'not-ready', reasons: [reason] });

    expect((await fetch(`${url}/health/ready`)).status).toBe(503);
    expect(await readinessOf(url)).toEqual(notReady('the event stream cannot be reached'));
    reach();
    const reading = notReady('the event stream is still being read back');
    await eventually(async () => expect(await readinessOf(url)).toEqual(reading));
    catchUp();
    await eventually(async () => expect(await readinessOf(url)).toEqual({ status: 'ready', reasons: [] }));
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    disconnect();
    expect(await readinessOf(url)).toEqual(notReady('the event stream cannot be reached'));
  });

  it('takes connections only once it knows every position; stock clients try until then', async () => {
    const { broker, reach, catchUp } = steeredBroker();
    const gateway = await startGateway({ broker, untilReady: false });
    const client = open(gateway, { auth: { token: await tokenFor() } });
    const errors: unknown[] = [];
    client.socket.on('connect_error', (error) => errors.push(error));
    reach();
    await eventually(() => expect(errors.length).toBeGreaterThan(1));
    expect(client.received).toEqual([]);
    catchUp();
    await eventually(() => expect(client.names()).toEqual(['realtime:ready']));
  });

  it('keeps serving the connections it has while the broker is away', async () => {
    const { broker, reach, catchUp, disconnect } = steeredBroker();
    reach();
    catchUp();
    const gateway = await startGateway({ broker });
    const { socket } = await connectAs(gateway);
    disconnect();
    expect(await socket.emitWithAck('subscribe', { rooms: ['user:u1'] })).toMatchObject({ ok: true });
  });

  it('is all there is with WEBSOCKET_ENABLED=false', async () => {
    const gateway = await startGateway({ env: { WEBSOCKET_ENABLED: 'false' }, untilReady: false });
    expect(await (await fetch(`${gateway.url}/health/live`)).json()).toEqual({ status: 'live' });
    expect(await readinessOf(gateway.url)).toEqual({
      status: 'not-ready',
      reasons: ['connections are switched off by WEBSOCKET_ENABLED=false'],
    });
    expect((await fetch(`${gateway.url}/socket.io/?EIO=4&transport=polling`)).status).toBe(404);
  });
});

describe('a port that is taken', () => {
  it('is an error that names WEBSOCKET_PORT', async () => {
    const { url } = await startGateway();
    const { port } = new URL(url);
    await expect(startGateway({ env: { WEBSOCKET_PORT: port } })).rejects.toThrow(
      `port ${port} is taken; set WEBSOCKET_PORT to a free one`,
    );
  });
});
