import { once } from 'node:events';
import { connect, type Socket as TcpSocket } from 'node:net';
import { eventually } from '@business-control/testing';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Rooms } from '../src/connections/rooms.js';
import { Sequence } from './envelopes.js';
import { connectRaw, rawSocket } from './raw-client.js';
import { connectAs, publish, type RunningGateway, startGateway, tokenFor } from './start-gateway.js';
import { timersInHand } from './timers-in-hand.js';

/** A gateway with one well-behaved client that must not notice anything. */
async function underFire(env: Record<string, string> = {}) {
  const gateway = await startGateway({ env });
  const welcome = vi.spyOn(gateway.app.get(Rooms), 'welcome');
  const client = await connectAs(gateway);
  const [[socket] = []] = welcome.mock.calls;
  if (!socket) throw new Error('nobody connected');
  const { nsp } = socket;
  const acme = new Sequence('acme');
  return {
    gateway,
    /** The names of those that Socket.IO keeps. */
    namespaces: () => [...nsp.server._nsps.keys()],
    /** Delivers some events to the good client; nothing may be missing. */
    async stillDelivers() {
      const before = client.metas().length;
      await publish(gateway, ...Array.from({ length: 20 }, () => acme.next()));
      await eventually(() => expect(client.metas()).toHaveLength(before + 20));
      expect(client.metas().map(({ cursor }) => cursor)).toEqual(
        Array.from({ length: before + 20 }, (_, n) => `e1.${n + 1}`),
      );
      expect(client.names().filter((name) => name.startsWith('realtime:closing'))).toEqual([]);
    },
    /** Nothing is left of anybody else. */
    async isAlone() {
      await eventually(() => expect([nsp.sockets.size, nsp.server.engine.clientsCount]).toEqual([1, 1]));
    },
  };
}

const NAMESPACE = '40/realtime,';

/** Packets of Engine.IO and Socket.IO that no client sends. */
const rudePackets = [
  ['no packet of Engine.IO', 'x'],
  ['an empty message', '4'],
  ['no packet of Socket.IO', '49'],
  ['a namespace without an end', '40/realtime'],
  ['a namespace nobody has', '40/admin,{}'],
  ['JSON that is none', '40/realtime,{"token":'],
  ['auth that is no object', '40/realtime,["token"]'],
  ['an event before connecting', '42/realtime,["subscribe",{"rooms":[]}]'],
  ['an event without a name', '42/realtime,[]'],
  ['an event that is no list', '42/realtime,{"subscribe":1}'],
  ['an answer to nothing', '43/realtime,7[{}]'],
  ['attachments that never come', '451-/realtime,["subscribe",{"_placeholder":true,"num":0}]'],
  ['more attachments than fit', '45999999999-/realtime,["subscribe"]'],
  ['an upgrade of nothing', '5'],
  ['a ping of another protocol', '2probe'],
] as const;

const rudeEvents = [
  ['error', '["error","x"]'],
  ['a reserved name', '["disconnect"]'],
  ['another reserved name', '["connect_error",{}]'],
  ['a name all objects have', '["__proto__",{}]'],
  ['a call nobody offers', '["subscribe:all",{}]'],
  ['a call without a request', '["subscribe"]'],
  ['a call with null', '["subscribe",null]'],
  ['a number as its name', '[1,2,3]'],
  ['what only the gateway says', '["realtime:closing",{"code":"going-away"}]'],
] as const;

/** However it ends: a reset is an end as well. */
function ended(socket: WebSocket | TcpSocket): Promise<void> {
  const isOver = 'closed' in socket ? socket.closed : socket.readyState === socket.CLOSED;
  return isOver ? Promise.resolve() : new Promise((resolve) => void socket.once('close', () => resolve()));
}

async function tcp({ url }: RunningGateway, text: string): Promise<TcpSocket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  socket.resume();
  return socket;
}

describe('clients that do not keep to the protocol', () => {
  it('end with themselves, whatever they send', async () => {
    const { gateway, stillDelivers, isAlone } = await underFire();
    const sockets = await Promise.all(
      rudePackets.map(async ([, packet]) => {
        const ws = rawSocket(gateway);
        await once(ws, 'open');
        ws.send(packet);
        ws.send(packet);
        return ws;
      }),
    );
    await stillDelivers();
    for (const ws of sockets) ws.terminate();
    await isAlone();
  });

  it.each(rudeEvents)('cannot do harm once admitted, by %s', async (_, event) => {
    const { gateway, stillDelivers, isAlone } = await underFire();
    const rude = await connectRaw(gateway);
    rude.ws.send(`42/realtime,${event}`);
    rude.ws.send(`42/realtime,1${event}`);
    await stillDelivers();
    rude.ws.terminate();
    await isAlone();
  });

  it('may send anything at all', async () => {
    const { gateway, stillDelivers, isAlone } = await underFire();
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.string({ maxLength: 40 }).map((rest) => `42/realtime,${rest}`),
      fc.json({ maxDepth: 2 }).map((json) => `42/realtime,["subscribe",${json}]`),
      fc.json({ maxDepth: 2 }).map((json) => `${NAMESPACE}${json}`),
    );
    const frame = fc.oneof(text, fc.uint8Array({ maxLength: 60 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(frame, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (frames, admitted) => {
          const ws = admitted ? (await connectRaw(gateway)).ws : rawSocket(gateway);
          if (!admitted) await once(ws, 'open');
          for (const each of frames) ws.send(each);
          ws.terminate();
        },
      ),
      { numRuns: 60 },
    );
    await stillDelivers();
    await isAlone();
  });

  it('are cut off when they ask for namespaces again and again', async () => {
    const { gateway, stillDelivers, isAlone } = await underFire();
    const ws = rawSocket(gateway);
    await once(ws, 'message');
    for (let n = 0; n < 100; n += 1) ws.send(`40/nowhere-${n},`);
    await ended(ws);
    const { ws: admitted } = await connectRaw(gateway);
    for (let n = 0; n < 100; n += 1) admitted.send(`40/nowhere-${n},`);
    await ended(admitted);
    await stillDelivers();
    await isAlone();
  });

  it('are remembered by none of the namespaces they invent', async () => {
    const { gateway, namespaces, stillDelivers } = await underFire();
    const before = namespaces();
    for (let n = 0; n < 20; n += 1) {
      const ws = rawSocket(gateway);
      await once(ws, 'message');
      const answers: string[] = [];
      ws.on('message', (data) => answers.push(String(data)));
      for (let name = 0; name < 10; name += 1) ws.send(`40/nowhere-${n}-${name},`);
      await eventually(() => expect(answers).toHaveLength(10));
      ws.terminate();
    }
    expect(namespaces()).toEqual(before);
    await stillDelivers();
  });

  it('are not answered with the long name of the namespace they ask for, but cut off', async () => {
    const { gateway, stillDelivers, isAlone } = await underFire();
    const ws = rawSocket(gateway);
    await once(ws, 'message');
    const heard: number[] = [];
    ws.on('message', (data) => heard.push(String(data).length));
    ws.send(`40/${'x'.repeat(100_000)},`);
    await ended(ws);
    expect(heard).toEqual([]);
    await stillDelivers();
    await isAlone();
  });

  it('are cut off when they ask again and again whether they may change to a WebSocket', async () => {
    const { gateway, stillDelivers, isAlone } = await underFire();
    const polling = `${gateway.url}/socket.io/?EIO=4&transport=polling`;
    const { sid } = JSON.parse((await (await fetch(polling)).text()).slice(1)) as { sid: string };
    const ws = new WebSocket(`${polling.replace('http', 'ws').replace('polling', 'websocket')}&sid=${sid}`);
    onTestFinished(() => ws.terminate());
    let answers = 0;
    ws.on('message', () => {
      answers += 1;
    });
    await once(ws, 'open');
    for (let n = 0; n < 1_000; n += 1) ws.send('2probe');
    await ended(ws);
    expect(answers).toBeLessThan(100);
    await stillDelivers();
    await isAlone();
  });

  it.each([
    ['Socket.IO', '/socket.io/?EIO=4&transport=websocket'],
    ['plain', '/ws'],
  ])('are given the last answer only when they ping without waiting for it, %s', async (_, path) => {
    const { gateway, stillDelivers } = await underFire();
    const ws = new WebSocket(`${gateway.url.replace('http', 'ws')}${path}`);
    onTestFinished(() => ws.terminate());
    const answers: string[] = [];
    ws.on('pong', (data) => answers.push(String(data)));
    await once(ws, 'message');
    for (let n = 0; n < 1_000; n += 1) ws.ping(String(n));
    await eventually(() => expect(answers.at(-1)).toBe('999'));
    expect(answers.length).toBeLessThan(500);
    await stillDelivers();
  });

  it('leave nothing of a handshake but what was understood of it', async () => {
    const { gateway } = await underFire();
    const welcome = vi.spyOn(gateway.app.get(Rooms), 'welcome');
    await connectRaw(gateway, { auth: { deviceId: 'till-1', more: [[], [], []] } });
    const [socket] = welcome.mock.lastCall ?? [];
    expect(socket?.data.deviceId).toBe('till-1');
    expect(socket?.handshake.auth).toEqual({});
  });

  it.each([
    ['Socket.IO', '/socket.io/?EIO=4&transport=websocket'],
    ['plain', '/ws'],
  ])('are closed when they send a message in parts without end, %s', async (_, path) => {
    const { gateway, stillDelivers, isAlone } = await underFire();
    const ws = new WebSocket(`${gateway.url.replace('http', 'ws')}${path}`);
    onTestFinished(() => ws.terminate());
    await once(ws, 'message');
    for (let n = 0; n < 1_000; n += 1) ws.send('x', { fin: false });
    expect((await once(ws, 'close'))[0]).toBe(1008);
    await stillDelivers();
    await isAlone();
  });

  it('are let go of when they want to upgrade what nobody offers', async () => {
    const { gateway, stillDelivers, isAlone } = await underFire();
    const request =
      'GET /nowhere HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    const { port, hostname } = new URL(gateway.url);
    // It does not end its own side.
    const client = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    onTestFinished(() => void client.destroy());
    client.on('error', () => undefined);
    client.resume();
    client.write(request);
    await once(client, 'end');
    await eventually(() => {
      client.write('x');
      expect(client.destroyed).toBe(true);
    });
    await stillDelivers();
    await isAlone();
  });

  it('make nobody hold a body that never ends', async () => {
    const { gateway, stillDelivers } = await underFire();
    const begun = `POST /health/live HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n["`;
    const client = await tcp(gateway, begun);
    const [answer] = await once(client, 'data');
    expect(String(answer)).toContain('404 Not Found');
    // That of a client of Socket.IO that polls is awaited, but not for minutes.
    expect(gateway.app.getHttpServer().requestTimeout).toBe(30_000);
    await stillDelivers();
  });

  it('are closed when they send more than MAX_MESSAGE_BYTES', async () => {
    const { gateway, stillDelivers, isAlone } = await underFire({ MAX_MESSAGE_BYTES: '32768' });
    const rude = await connectRaw(gateway);
    rude.ws.send(`42/realtime,["subscribe","${'x'.repeat(40_000)}"]`);
    await rude.closed;
    await isAlone();
    const polling = `${gateway.url}/socket.io/?EIO=4&transport=polling`;
    const { sid } = JSON.parse((await (await fetch(polling)).text()).slice(1)) as { sid: string };
    const body = `${NAMESPACE}${JSON.stringify({ token: 'x'.repeat(40_000) })}`;
    expect((await fetch(`${polling}&sid=${sid}`, { method: 'POST', body })).status).toBe(413);
    await stillDelivers();
  });

  it('break their frames for themselves alone', async () => {
    const { gateway, stillDelivers, isAlone } = await underFire();
    const upgrade = [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      'Host: gateway',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '\r\n',
    ].join('\r\n');
    const broken = [
      // Not masked, a reserved bit, an unknown opcode, a length beyond any, a control frame in parts.
      Buffer.from([0x81, 0x02, 0x34, 0x30]),
      Buffer.from([0xf1, 0x80, 0, 0, 0, 0]),
      Buffer.from([0x8f, 0x80, 0, 0, 0, 0]),
      Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]),
      Buffer.from([0x09, 0x80, 0, 0, 0, 0]),
    ];
    const sockets = await Promise.all(
      broken.map(async (frame) => {
        const socket = await tcp(gateway, upgrade);
        socket.write(frame);
        return socket;
      }),
    );
    await Promise.all(sockets.map(ended));
    await tcp(gateway, 'GET /socket.io/?EIO=4&transport=web');
    await tcp(gateway, '\x16\x03\x01\x02\x00\x01\x00');
    await stillDelivers();
    await isAlone();
  });

  it('cannot stay without saying who they are', async () => {
    const { gateway, stillDelivers, isAlone } = await underFire();
    const pass = timersInHand();
    const silent = Array.from({ length: 20 }, () => rawSocket(gateway));
    // By the first packet the gateway says that it has taken the connection.
    await Promise.all(silent.map((ws) => once(ws, 'message')));
    await stillDelivers();
    pass(10_000);
    await Promise.all(silent.map(ended));
    await isAlone();
  });

  it('may leave in the middle of being let in', async () => {
    const { gateway, stillDelivers, isAlone } = await underFire({ MAX_CONNECTIONS_PER_USER: '5' });
    const token = await tokenFor({ userId: 'hasty' });
    for (let n = 0; n < 30; n += 1) {
      const ws = rawSocket(gateway);
      await once(ws, 'message');
      ws.send(`${NAMESPACE}${JSON.stringify({ token })}`);
      // Sometimes before the token was read, sometimes after.
      if (n % 3 === 0) await once(ws, 'message');
      ws.terminate();
    }
    await isAlone();
    // None of them is still counted.
    for (let n = 0; n < 5; n += 1) {
      await eventually(() => connectAs(gateway, { userId: 'hasty', client: { reconnection: false } }));
    }
    await stillDelivers();
  });
});
