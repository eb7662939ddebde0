import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from './eventually.js';
import { openTcpRelay, type RelayTarget } from './open-tcp-relay.js';

/** A server that sends back what it gets. */
async function echo(): Promise<RelayTarget> {
  const server = createServer((socket) => socket.on('error', () => {}).pipe(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

async function relayTo(targetOf: () => RelayTarget | undefined) {
  const relay = await openTcpRelay(targetOf);
  onTestFinished(() => relay.close());
  const client = () => connect(relay.port, '127.0.0.1').on('error', () => {});
  return { relay, client };
}

describe('a relay', () => {
  it('passes on what both ends say', async () => {
    const target = await echo();
    const { client } = await relayTo(() => target);
    const socket = client();
    socket.write('hello');
    expect(String((await once(socket, 'data'))[0])).toBe('hello');
  });

  it('drops one connection, or all of them', async () => {
    const target = await echo();
    const { relay, client } = await relayTo(() => target);
    const sockets = [client(), client(), client()];
    const ends = sockets.map((socket) => once(socket, 'close'));
    for (const socket of sockets) {
      socket.write('hello');
      await once(socket, 'data');
    }
    relay.dropOne();
    await Promise.race(ends);
    await eventually(() => expect(relay.connections()).toBe(2));
    relay.dropAll();
    await Promise.all(ends);
    await eventually(() => expect(relay.connections()).toBe(0));
  });

  it('falls silent: neither end hears of the other, until it speaks again', async () => {
    const target = await echo();
    const { relay, client } = await relayTo(() => target);
    const heard = (socket: Socket) => {
      const texts: string[] = [];
      socket.on('data', (data) => texts.push(String(data)));
      return () => texts.join('');
    };
    const [socket, gone] = [client(), client()];
    const said = heard(socket);
    socket.write('before');
    gone.write('hello');
    await once(gone, 'data');
    await eventually(() => expect(said()).toBe('before'));
    relay.fallSilent();
    socket.write(', meanwhile');
    const late = client();
    const lateSaid = heard(late);
    late.write('too late');
    gone.destroy();
    await once(gone, 'close');
    await eventually(() => expect(relay.connections()).toBe(2));
    expect([said(), lateSaid()]).toEqual(['before', '']);
    relay.speak();
    await eventually(() => expect([said(), lateSaid()]).toEqual(['before, meanwhile', 'too late']));
    expect([socket.destroyed, late.destroyed]).toEqual([false, false]);
    relay.dropAll();
    await eventually(() => expect(relay.connections()).toBe(0));
  });

  it('lets nobody through where there is no target', async () => {
    const { relay, client } = await relayTo(() => undefined);
    await once(client(), 'close');
    expect(relay.connections()).toBe(0);
  });
});
