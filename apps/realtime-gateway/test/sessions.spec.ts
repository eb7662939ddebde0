import type { RealtimeReady } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it, vi } from 'vitest';
import { LiveSockets } from '../src/authorization/live-sockets.js';
import { SESSION_STORE, type SessionStore } from '../src/sessions/session-store.js';
import {
  type ConnectAsOptions,
  connectAs,
  type RunningGateway,
  startGateway,
  type TestClient,
} from './start-gateway.js';

const till = { userId: 'ada', organizationId: 'acme', deviceId: 'till-1' };
const rooms = ['pos:workstation:w1', 'pos:workstation:w2'];

function readyOf({ received }: TestClient): RealtimeReady {
  return received[0]?.[1] as RealtimeReady;
}

/** Ends a connection, and waits until the gateway knows. */
async function leave({ app }: RunningGateway, { socket }: TestClient): Promise<void> {
  const { id } = socket;
  socket.disconnect();
  const sockets = app.get(LiveSockets);
  await eventually(() =>
    expect(['ada', 'bob'].flatMap((userId) => sockets.of('acme', userId)).map((it) => it.id)).not.toContain(
      id,
    ),
  );
}

/** What a connection that asks for nothing is in, the automatic rooms aside. */
async function restored(gateway: RunningGateway, identity: ConnectAsOptions): Promise<string[]> {
  const client = await connectAs(gateway, identity);
  await leave(gateway, client);
  return readyOf(client)
    .rooms.filter((room) => !/^(Organization|user|device):/.test(room))
    .sort();
}

describe('the rooms of a session', () => {
  it('are joined again by a reconnect, and left for good once they were left', async () => {
    const gateway = await startGateway();
    const first = await connectAs(gateway, { ...till, rooms: ['pos:workstation:w1'] });
    await first.socket.emitWithAck('subscribe', { rooms: ['pos:workstation:w2'] });
    await leave(gateway, first);
    expect(await restored(gateway, till)).toEqual(rooms);

    const second = await connectAs(gateway, till);
    await second.socket.emitWithAck('unsubscribe', { rooms: ['pos:workstation:w1'] });
    await leave(gateway, second);
    expect(await restored(gateway, till)).toEqual(['pos:workstation:w2']);
  });

  it('are not lost when the store did not answer in time', async () => {
    const gateway = await startGateway();
    const first = await connectAs(gateway, { ...till, rooms });
    await leave(gateway, first);
    vi.spyOn(gateway.app.get<SessionStore>(SESSION_STORE), 'load').mockRejectedValueOnce(new Error('late'));
    const second = await connectAs(gateway, { ...till, rooms: ['pos:workstation:w3'] });
    expect(readyOf(second).rooms.slice(3)).toEqual(['pos:workstation:w3']);
    await leave(gateway, second);
    expect(await restored(gateway, till)).toEqual([...rooms, 'pos:workstation:w3']);
  });

  it('come after those of the handshake', async () => {
    const gateway = await startGateway();
    const first = await connectAs(gateway, { ...till, rooms });
    await leave(gateway, first);
    const second = await connectAs(gateway, { ...till, rooms: ['pos:workstation:w3', 'pos:workstation:w2'] });
    expect(readyOf(second).rooms.slice(3)).toEqual([
      'pos:workstation:w3',
      'pos:workstation:w2',
      'pos:workstation:w1',
    ]);
  });

  it.each([
    { who: 'another user', other: { userId: 'bob' } },
    { who: 'another organization', other: { organizationId: 'globex' } },
    { who: 'another device', other: { deviceId: 'till-2' } },
    { who: 'no device', other: { deviceId: null } },
  ])('are not those of $who', async ({ other }) => {
    const gateway = await startGateway();
    const first = await connectAs(gateway, { ...till, rooms });
    await leave(gateway, first);
    expect(await restored(gateway, { ...till, ...other })).toEqual([]);
    expect(await restored(gateway, till)).toEqual(rooms);
  });

  it('are not kept for a connection without a device', async () => {
    const gateway = await startGateway();
    const nameless = { ...till, deviceId: null };
    const first = await connectAs(gateway, { ...nameless, rooms });
    await leave(gateway, first);
    expect(await restored(gateway, nameless)).toEqual([]);
  });

  it('are refused where the new token does not open them, and then forgotten', async () => {
    const gateway = await startGateway();
    const first = await connectAs(gateway, { ...till, rooms });
    await leave(gateway, first);
    const second = await connectAs(gateway, { ...till, permissions: ['pos.totals.read'] });
    expect(readyOf(second).refused).toMatchObject(
      rooms.map((room) => ({ room, error: { code: 'room.forbidden' } })),
    );
    await second.socket.emitWithAck('subscribe', { rooms: [] });
    await leave(gateway, second);
    expect(await restored(gateway, till)).toEqual([]);
  });

  it('of one connection are not lost by another of the same device', async () => {
    const gateway = await startGateway();
    const first = await connectAs(gateway, { ...till, rooms: ['pos:workstation:w1'] });
    const second = await connectAs(gateway, { ...till, rooms: ['pos:workstation:w2'] });
    await leave(gateway, first);
    await second.socket.emitWithAck('subscribe', { rooms: ['pos:workstation:w3'] });
    expect(await restored(gateway, till)).toEqual([...rooms, 'pos:workstation:w3']);
  });
});
