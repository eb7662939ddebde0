import type { ChannelPayload, StaffMessagePayload } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatApi, type Colleague, createChannel, startChatApi } from './chat-api.js';

let api: ChatApi;
beforeAll(async () => {
  api = await startChatApi();
});
afterAll(() => api.stop());

interface Listed {
  readonly channelId: string;
  readonly inside: boolean;
  readonly unread: number;
}
const channelsOf = async (who: Colleague, query = '') =>
  (await who.get<{ items: Listed[]; next: string | null }>(`/chat/channels${query}`)).body;
const idsOf = ({ items }: { readonly items: readonly Listed[] }) => items.map(({ channelId }) => channelId);
const membersOf = async (who: Colleague, channelId: string) =>
  (await who.get<{ items: { userId: string }[] }>(`/chat/channels/${channelId}/members`)).body.items
    .map(({ userId }) => userId)
    .sort();
const membership = (who: Colleague, channelId: string) =>
  who.get<object>(`/realtime/rooms/${encodeURIComponent(`chat:channel:${channelId}`)}/membership`);
const write = (who: Colleague, channelId: string, text = 'Hello') =>
  who.post<StaffMessagePayload>(`/chat/channels/${channelId}/messages`, { text });

/** A private channel of a manager and a cashier, and two who are not in it. */
async function privateChannel() {
  const office = await api.openOffice();
  const manager = await office.someone('manager');
  const cashier = await office.someone('cashier');
  const admin = await office.someone('admin');
  const outsider = await office.someone('warehouse');
  const channelId = await createChannel(manager, {
    kind: 'private',
    name: 'Stocktaking',
    memberIds: [cashier.userId],
  });
  return { office, manager, cashier, admin, outsider, channelId };
}

const forbidden = { status: 403, code: 'chat.channel-forbidden' };

describe('an open channel', () => {
  it.each([
    [{ kind: 'organization', name: 'General' }, null],
    [{ kind: 'branch', name: 'North', branchId: 'north' }, 'north'],
  ] as const)('%o is told to the organization and open to all of the staff', async (given, branchId) => {
    const office = await api.openOffice();
    const [manager, cashier] = [await office.someone('manager'), await office.someone('cashier')];
    await manager.post('/branches', { name: 'North', branchId: 'north' });
    const { body: channel } = await manager.post<ChannelPayload>('/chat/channels', given);
    expect(channel).toMatchObject({ ...given, branchId, archivedAt: null });
    expect(await office.eventsNamed('chat:channel:updated')).toEqual([channel]);
    expect((await write(cashier, channel.channelId)).status).toBe(201);
    expect((await membership(cashier, channel.channelId)).body).toEqual({});
    expect(await channelsOf(cashier)).toMatchObject({ items: [{ ...channel, inside: true }], next: null });
    const everybody = [manager.userId, cashier.userId].sort();
    expect(await membersOf(cashier, channel.channelId)).toEqual(everybody);
  });

  it('has no members to add or to remove, and nobody leaves it', async () => {
    const office = await api.openOffice();
    const [manager, cashier] = [await office.someone('manager'), await office.someone('cashier')];
    const channelId = await createChannel(manager, { kind: 'organization', name: 'General' });
    const at = `/chat/channels/${channelId}`;
    const { userId } = cashier;
    const refused = { status: 409, code: 'chat.channel-not-private' };
    expect(await manager.post(`${at}/members`, { userId })).toMatchObject(refused);
    expect(await manager.call('DELETE', `${at}/members/${userId}`)).toMatchObject(refused);
    expect(await cashier.post(`${at}/leave`)).toMatchObject(refused);
  });

  it('of a branch names the branch', async () => {
    const manager = await (await api.openOffice()).someone('manager');
    const answer = await manager.post('/chat/channels', { kind: 'branch', name: 'North' });
    expect(answer).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('is renamed and archived for everybody; archived, it is read and no more', async () => {
    const office = await api.openOffice();
    const [manager, cashier] = [await office.someone('manager'), await office.someone('cashier')];
    const channelId = await createChannel(manager, { kind: 'organization', name: 'General' });
    const at = `/chat/channels/${channelId}`;
    await write(cashier, channelId);
    const rename = (name: string) => manager.call<ChannelPayload>('PATCH', at, { name });
    expect((await rename('All of us')).body.name).toBe('All of us');
    await rename('All of us');
    const { body: archived } = await manager.post<ChannelPayload>(`${at}/archive`);
    expect(archived.archivedAt).toBe(api.clock.now().toISOString());
    expect((await manager.post<ChannelPayload>(`${at}/archive`)).body).toEqual(archived);
    expect(await office.eventsNamed('chat:channel:updated')).toMatchObject([
      { name: 'General', archivedAt: null },
      { name: 'All of us', archivedAt: null },
      { name: 'All of us', archivedAt: archived.archivedAt },
    ]);
    const refused = { status: 409, code: 'chat.channel-archived' };
    expect(await write(cashier, channelId)).toMatchObject(refused);
    expect(await rename('Again')).toMatchObject(refused);
    expect((await manager.get<{ items: object[] }>(`${at}/messages`)).body.items).toHaveLength(1);
    expect(idsOf(await channelsOf(manager))).toEqual([]);
    expect(await channelsOf(manager, '?archived=true')).toMatchObject({ items: [{ channelId, unread: 1 }] });
    expect((await manager.post(`${at}/read`, {})).status).toBe(200);
    expect(await channelsOf(manager, '?archived=true')).toMatchObject({ items: [{ channelId, unread: 0 }] });
  });
});

describe('a private channel', () => {
  it('is told to its members alone', async () => {
    const { office, manager, cashier, channelId } = await privateChannel();
    const channel = { channelId, name: 'Stocktaking', kind: 'private', branchId: null, archivedAt: null };
    expect(await office.events()).toEqual(
      [manager, cashier].map(({ userId }) => ({
        name: 'chat:channel:member-added',
        payload: { channelId, userId, channel },
      })),
    );
    await manager.call('PATCH', `/chat/channels/${channelId}`, { name: 'Counting' });
    await manager.call('PATCH', `/chat/channels/${channelId}`, { name: 'Counting' });
    const { body: archived } = await manager.post<ChannelPayload>(`/chat/channels/${channelId}/archive`);
    await manager.post(`/chat/channels/${channelId}/archive`);
    expect(await office.eventsNamed('chat:channel:updated')).toEqual([]);
    const members = await manager.get<{ items: object[] }>(`/chat/channels/${channelId}/members`);
    expect(members.body.items).toHaveLength(2);
    expect(await office.eventsNamed('chat:private-channel:updated')).toEqual([
      { ...archived, archivedAt: null, members: members.body.items },
      { ...archived, members: members.body.items },
    ]);
  });

  it('tells those who are in it who came and who went, until nobody is left', async () => {
    const { office, manager, cashier, outsider, channelId } = await privateChannel();
    const at = `/chat/channels/${channelId}`;
    await manager.post(`${at}/members`, { userId: outsider.userId });
    await manager.call('DELETE', `${at}/members/${cashier.userId}`);
    await outsider.post(`${at}/leave`);
    await manager.post(`${at}/leave`);
    const told = await office.eventsNamed('chat:private-channel:updated');
    expect(told.map(({ members }) => new Set(members.map(({ userId }) => userId)))).toEqual([
      new Set([manager.userId, cashier.userId, outsider.userId]),
      new Set([manager.userId, outsider.userId]),
      new Set([manager.userId]),
    ]);
    const names = (await office.events()).map(({ name }) => name);
    // Whoever goes is out before the others are told, and whoever comes is in.
    expect(names.slice(2)).toEqual([
      'chat:channel:member-added',
      'chat:private-channel:updated',
      'chat:channel:member-removed',
      'chat:private-channel:updated',
      'chat:channel:member-removed',
      'chat:private-channel:updated',
      'chat:channel:member-removed',
    ]);
  });

  it('is read, written in and followed by its members alone, whatever else they may do', async () => {
    const { manager, cashier, admin, outsider, channelId } = await privateChannel();
    const at = `/chat/channels/${channelId}`;
    for (const member of [manager, cashier]) {
      expect((await write(member, channelId)).status).toBe(201);
      expect((await membership(member, channelId)).status).toBe(200);
      expect(idsOf(await channelsOf(member))).toEqual([channelId]);
    }
    for (const other of [admin, outsider]) {
      expect(await write(other, channelId)).toMatchObject(forbidden);
      expect(await other.get(`${at}/messages`)).toMatchObject(forbidden);
      expect(await other.post(`${at}/read`, {})).toMatchObject(forbidden);
      expect(await membership(other, channelId)).toMatchObject(forbidden);
      expect(idsOf(await channelsOf(other))).toEqual([]);
    }
  });

  it('is seen from outside by those who manage channels, not what is said in it', async () => {
    const { manager, cashier, admin, outsider, channelId } = await privateChannel();
    await write(manager, channelId);
    expect((await channelsOf(admin, '?all=true')).items).toMatchObject([
      { channelId, inside: false, unread: 0 },
    ]);
    expect(await membersOf(admin, channelId)).toEqual([manager.userId, cashier.userId].sort());
    expect(await outsider.get('/chat/channels?all=true')).toMatchObject(forbidden);
    expect(await outsider.get(`/chat/channels/${channelId}/members`)).toMatchObject(forbidden);
  });

  it('members invite; who is in it already is no news', async () => {
    const { office, cashier, admin, outsider, channelId } = await privateChannel();
    const { userId, displayName } = outsider;
    const invite = (by: Colleague) => by.post<object>(`/chat/channels/${channelId}/members`, { userId });
    expect(await invite(outsider)).toMatchObject(forbidden);
    const both = await Promise.all([invite(cashier), invite(admin)]);
    for (const { body } of both) expect(body).toEqual({ userId, displayName });
    const told = await office.eventsNamed('chat:channel:member-added');
    expect(told.filter((it) => it.userId === userId)).toHaveLength(1);
    expect((await write(outsider, channelId)).status).toBe(201);
    const audited = await office.audited();
    expect(audited.filter(({ type }) => type === 'chat.channel-member-added')).toHaveLength(3);
  });

  it('takes in nobody who has no part in channels', async () => {
    const { office, manager, channelId } = await privateChannel();
    const customer = await office.someone('customer');
    const gone = await office.someone('cashier', { disabledAt: new Date() });
    const stranger = await (await api.openOffice()).someone('cashier');
    const refused = { status: 404, code: 'chat.person-not-found' };
    for (const { userId } of [customer, gone, stranger]) {
      const answer = await manager.post(`/chat/channels/${channelId}/members`, { userId });
      expect(answer).toMatchObject(refused);
      const given = { kind: 'private', name: 'Another', memberIds: [userId] };
      expect(await manager.post('/chat/channels', given)).toMatchObject(refused);
    }
  });

  it('is closed at once to who is removed from it; only those who manage channels remove', async () => {
    const { office, manager, cashier, admin, channelId } = await privateChannel();
    const remove = (by: Colleague, { userId }: Colleague) =>
      by.call('DELETE', `/chat/channels/${channelId}/members/${userId}`);
    expect(await remove(cashier, manager)).toMatchObject({ status: 403, code: 'auth.permission-missing' });
    expect((await remove(admin, cashier)).status).toBe(204);
    expect(await membership(cashier, channelId)).toMatchObject(forbidden);
    expect(await write(cashier, channelId)).toMatchObject(forbidden);
    expect(await remove(admin, cashier)).toMatchObject({ status: 404, code: 'chat.member-not-found' });
    const { userId } = cashier;
    expect(await office.eventsNamed('chat:channel:member-removed')).toEqual([{ channelId, userId }]);
    const [entry] = (await office.audited()).filter(({ type }) => type === 'chat.channel-member-removed');
    expect(entry).toMatchObject({ userId, details: { channelId, by: { userId: admin.userId } } });
  });

  it('is left by whoever wants to, also when it is archived', async () => {
    const { office, manager, cashier, outsider, channelId } = await privateChannel();
    await manager.post(`/chat/channels/${channelId}/archive`);
    const leave = (who: Colleague) => who.post(`/chat/channels/${channelId}/leave`);
    expect((await leave(cashier)).status).toBe(204);
    expect(await leave(outsider)).toMatchObject({ status: 404, code: 'chat.member-not-found' });
    const { userId } = cashier;
    expect(await office.eventsNamed('chat:channel:member-removed')).toEqual([{ channelId, userId }]);
  });

  it('gets no message of somebody after he was removed, however close', async () => {
    const { office, manager, cashier, channelId } = await privateChannel();
    const writing = Array.from({ length: 10 }, () => write(cashier, channelId));
    const removing = manager.call('DELETE', `/chat/channels/${channelId}/members/${cashier.userId}`);
    await Promise.all([...writing, removing]);
    const names = (await office.events()).map(({ name }) => name);
    const removed = names.indexOf('chat:channel:member-removed');
    expect(removed).toBeGreaterThan(0);
    expect(names.slice(removed)).not.toContain('chat:staff:new-message');
  });
});

it('channels are listed page by page, the newest first', async () => {
  const manager = await (await api.openOffice()).someone('manager');
  const ids: string[] = [];
  for (const name of ['1', '2', '3']) ids.push(await createChannel(manager, { kind: 'organization', name }));
  const first = await channelsOf(manager, '?limit=2');
  const second = await channelsOf(manager, `?limit=2&before=${first.next}`);
  expect([...idsOf(first), ...idsOf(second)]).toEqual(ids.reverse());
  expect(second.next).toBeNull();
});
