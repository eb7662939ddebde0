import { eventually } from '@business-control/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LiveSockets } from '../src/authorization/live-sockets.js';
import { Sequence } from './envelopes.js';
import { changesOf, presenceOf } from './presence-of.js';
import { connectAs, publish, startGateway, tokenFor } from './start-gateway.js';

const quick = { PRESENCE_GRACE_SECONDS: '0', PRESENCE_LEASE_SECONDS: '2' };

describe('presence', () => {
  it('tells the organization, and no other, who connects and who leaves', async () => {
    const gateway = await startGateway({ env: quick });
    const watcher = await connectAs(gateway, { userId: 'bob', organizationId: 'acme' });
    const stranger = await connectAs(gateway, { userId: 'eve', organizationId: 'globex' });
    for (const { client, users } of [
      { client: watcher, users: [{ userId: 'bob', devices: [null] }] },
      { client: stranger, users: [{ userId: 'eve', devices: [null] }] },
    ]) {
      await eventually(async () => expect(await presenceOf(client)).toEqual({ users }));
    }
    const ada = await connectAs(gateway, { userId: 'ada', organizationId: 'acme', deviceId: 'till-1' });
    const told = { userId: 'ada', deviceId: 'till-1', at: expect.any(String) };
    await eventually(() => expect(changesOf(watcher)).toEqual([{ ...told, status: 'connected' }]));
    ada.socket.disconnect();
    await eventually(() =>
      expect(changesOf(watcher)).toMatchObject([{}, { ...told, status: 'disconnected' }]),
    );

    // What another organization is told in between would come before this.
    await publish(gateway, new Sequence('globex').next());
    await eventually(() =>
      expect(stranger.names()).toEqual(['realtime:ready', 'pos:inventory:availability']),
    );
    expect(changesOf(ada)).toEqual([]);
  });

  it('is nothing for those without the permission, who are on the list all the same', async () => {
    const gateway = await startGateway({ env: quick });
    const watcher = await connectAs(gateway, { userId: 'bob' });
    const customer = await connectAs(gateway, { userId: 'cyd', permissions: ['pos.read'] });
    expect(await customer.socket.emitWithAck('presence:list', {})).toEqual({
      ok: false,
      error: { code: 'presence.forbidden', message: expect.any(String) },
    });
    await eventually(() => expect(changesOf(watcher)).toMatchObject([{ userId: 'cyd' }]));
    await connectAs(gateway, { userId: 'ada' });
    await eventually(() => expect(changesOf(watcher)).toMatchObject([{}, { userId: 'ada' }]));
    await publish(gateway, new Sequence('acme').next());
    await eventually(() =>
      expect(customer.names()).toEqual(['realtime:ready', 'pos:inventory:availability']),
    );
  });

  it('begins and ends with the permission, when the token is refreshed', async () => {
    const gateway = await startGateway({ env: quick });
    const watcher = await connectAs(gateway, { userId: 'bob' });
    const client = await connectAs(gateway, { userId: 'cyd', permissions: ['pos.read'] });
    const refresh = async (permissions: string[]) =>
      expect(
        await client.socket.emitWithAck('auth:refresh', {
          token: await tokenFor({ userId: 'cyd', permissions }),
        }),
      ).toMatchObject({ ok: true });
    const arrive = async (userId: string) => {
      await connectAs(gateway, { userId });
      await eventually(() => expect(changesOf(watcher).at(-1)?.userId).toBe(userId));
    };
    await eventually(() => expect(changesOf(watcher).at(-1)?.userId).toBe('cyd'));
    await refresh(['pos.read', 'presence.read']);
    await arrive('ada');
    await eventually(() => expect(changesOf(client).map(({ userId }) => userId)).toEqual(['ada']));
    await refresh(['pos.read']);
    await arrive('eve');
    await publish(gateway, new Sequence('acme').next());
    await eventually(() => expect(client.names()).toContain('pos:inventory:availability'));
    expect(changesOf(client).map(({ userId }) => userId)).toEqual(['ada']);
  });

  it('lists the own organization, page by page', async () => {
    const gateway = await startGateway({ env: quick });
    const ada = { userId: 'ada', organizationId: 'acme' };
    const client = await connectAs(gateway, { ...ada, deviceId: 'till-1' });
    await connectAs(gateway, { ...ada, deviceId: 'phone' });
    await connectAs(gateway, { userId: 'bob', organizationId: 'acme' });
    await connectAs(gateway, { userId: 'eve', organizationId: 'globex' });
    await eventually(async () =>
      expect(await presenceOf(client)).toEqual({
        users: [
          { userId: 'ada', devices: ['phone', 'till-1'] },
          { userId: 'bob', devices: [null] },
        ],
      }),
    );
    const first = await presenceOf(client, { limit: 2 });
    expect(first).toEqual({ users: [{ userId: 'ada', devices: ['phone', 'till-1'] }], next: 'ada' });
    expect(await presenceOf(client, { after: 'ada', limit: 2 })).toEqual({
      users: [{ userId: 'bob', devices: [null] }],
    });
  });

  it('lists whoever asks, from the first moment', async () => {
    const gateway = await startGateway();
    for (const userId of ['ada', 'bob', 'cyd']) {
      const client = await connectAs(gateway, { userId });
      expect((await presenceOf(client)).users).toContainEqual({ userId, devices: [null] });
    }
  });

  it.each([{ limit: 0 }, { limit: 501 }, { after: '' }, { after: '\ud800' }, 'all', []])(
    'refuses %j as a request for a list',
    async (request) => {
      const gateway = await startGateway();
      const { socket } = await connectAs(gateway);
      expect(await socket.emitWithAck('presence:list', request)).toMatchObject({
        ok: false,
        error: { code: 'request.invalid' },
      });
    },
  );

  it('does not tell of a device that comes back within the grace, nor of its second connection', async () => {
    const gateway = await startGateway({ env: { PRESENCE_GRACE_SECONDS: '600' } });
    const watcher = await connectAs(gateway, { userId: 'bob' });
    const till = { userId: 'ada', deviceId: 'till-1' };
    const first = await connectAs(gateway, till);
    await eventually(() => expect(changesOf(watcher)).toHaveLength(1));
    const second = await connectAs(gateway, till);
    first.socket.disconnect();
    second.socket.disconnect();
    await eventually(() => expect(gateway.app.get(LiveSockets).of('acme', 'ada')).toEqual([]));
    const again = await connectAs(gateway, till);
    // Told in order: news of the till would come before news of the other.
    await connectAs(gateway, { userId: 'cyd' });
    await eventually(() => expect(changesOf(watcher)).toMatchObject([{ userId: 'ada' }, { userId: 'cyd' }]));
    again.socket.disconnect();
    await eventually(() => expect(gateway.app.get(LiveSockets).of('acme', 'ada')).toEqual([]));
    const now = Date.now.bind(Date);
    const later = vi.spyOn(Date, 'now').mockImplementation(() => now() + 600_000);
    onTestFinished(() => later.mockRestore());
    await eventually(() =>
      expect(changesOf(watcher).slice(2)).toMatchObject([{ ...till, status: 'disconnected' }]),
    );
  });
});
