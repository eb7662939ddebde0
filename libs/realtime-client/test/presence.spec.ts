import type { PresenceChanged } from '@business-control/realtime-contracts';
import { expect, it } from 'vitest';
import { connectTo, startGatewayDouble, until } from './gateway-double.js';

it('tells who comes and who leaves, which is no event', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway);
  const told: PresenceChanged[] = [];
  const events: string[] = [];
  const stop = client.onPresence((change) => told.push(change));
  client.onAny(({ name }) => events.push(name));
  await until(() => expect(client.status.state).toBe('connected'));
  const change = {
    userId: 'ada',
    deviceId: null,
    status: 'connected',
    at: new Date().toISOString(),
  } as const;
  gateway.socket.emit('presence:changed', change);
  await until(() => expect(told).toEqual([change]));
  expect(events).toEqual([]);
  stop();
});

it('lists who is connected, page by page', async () => {
  const gateway = await startGatewayDouble();
  gateway.onConnection = (socket) =>
    socket.on('presence:list', ({ after }, ack) => {
      const users = [{ userId: after === undefined ? 'ada' : 'bob', devices: [null] }];
      ack({ ok: true, data: { users, ...(after === undefined && { next: 'ada' }) } });
    });
  const client = connectTo(gateway);
  expect(await client.listPresent()).toMatchObject({ users: [{ userId: 'ada' }], next: 'ada' });
  expect(await client.listPresent({ after: 'ada' })).toEqual({ users: [{ userId: 'bob', devices: [null] }] });
  client.close();
  await expect(client.listPresent()).rejects.toMatchObject({ code: 'client.closed' });
});
