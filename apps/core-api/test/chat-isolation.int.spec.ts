import type { Permission } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsOf, roleNames } from '../src/modules/identity/roles.js';
import { type ChatApi, type Colleague, createChannel, openTicket, startChatApi } from './chat-api.js';

let api: ChatApi;
beforeAll(async () => {
  api = await startChatApi();
});
afterAll(() => api.stop());

interface Place {
  readonly channelId: string;
  readonly privateId: string;
  readonly ticketId: string;
  readonly userId: string;
}

interface Route {
  readonly route: string;
  readonly needs: Permission;
  readonly body?: (at: Place) => object;
}

const text = () => ({ text: 'Hello' });
const none = () => ({});

/** Every route of the chat that names something. */
const routes: readonly Route[] = [
  { route: 'PATCH /chat/channels/:channelId', needs: 'chat.staff.manage', body: () => ({ name: 'New' }) },
  { route: 'POST /chat/channels/:channelId/archive', needs: 'chat.staff.manage' },
  { route: 'GET /chat/channels/:channelId/members', needs: 'chat.staff' },
  {
    route: 'POST /chat/channels/:privateId/members',
    needs: 'chat.staff',
    body: ({ userId }) => ({ userId }),
  },
  { route: 'DELETE /chat/channels/:privateId/members/:userId', needs: 'chat.staff.manage' },
  { route: 'POST /chat/channels/:privateId/leave', needs: 'chat.staff' },
  { route: 'GET /chat/channels/:channelId/messages', needs: 'chat.staff' },
  { route: 'POST /chat/channels/:channelId/messages', needs: 'chat.staff', body: text },
  { route: 'POST /chat/channels/:channelId/read', needs: 'chat.staff', body: none },
  {
    route: 'POST /chat/help/messages',
    needs: 'chat.help',
    body: ({ ticketId }) => ({ ticketId, text: 'Hello' }),
  },
  { route: 'GET /chat/help/:ticketId', needs: 'chat.help' },
  { route: 'POST /chat/help/:ticketId/take', needs: 'chat.help.answer' },
  { route: 'POST /chat/help/:ticketId/assign', needs: 'chat.help.answer', body: () => ({ userId: null }) },
  { route: 'POST /chat/help/:ticketId/close', needs: 'chat.help.answer' },
  { route: 'GET /chat/help/:ticketId/messages', needs: 'chat.help' },
  { route: 'POST /chat/help/:ticketId/read', needs: 'chat.help', body: none },
  { route: 'GET /chat/direct/:userId/messages', needs: 'chat.direct' },
  { route: 'POST /chat/direct/:userId/messages', needs: 'chat.direct', body: text },
  { route: 'POST /chat/direct/:userId/read', needs: 'chat.direct', body: none },
];
const lists: readonly Route[] = [
  { route: 'GET /chat/channels', needs: 'chat.staff' },
  {
    route: 'POST /chat/channels',
    needs: 'chat.staff.manage',
    body: () => ({ kind: 'private', name: 'New' }),
  },
  { route: 'GET /chat/help', needs: 'chat.help' },
  { route: 'POST /chat/help', needs: 'chat.help', body: none },
  { route: 'GET /chat/direct', needs: 'chat.direct' },
  { route: 'GET /chat/people', needs: 'chat.direct' },
];

function call(who: Colleague, { route, body }: Route, at: Place) {
  const [method = '', path = ''] = route.split(' ');
  const ids: Readonly<Record<string, string>> = { ...at };
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? name);
  return who.call<object>(method, filled, body?.(at));
}

/** An organization with something of everything, and its manager. */
async function busyOffice() {
  const office = await api.openOffice();
  const manager = await office.someone('manager');
  const { userId } = await office.someone('cashier');
  const place: Place = {
    channelId: await createChannel(manager, { kind: 'organization', name: 'General' }),
    privateId: await createChannel(manager, { kind: 'private', name: 'Managers', memberIds: [userId] }),
    ticketId: await openTicket(manager),
    userId,
  };
  return { office, manager, place };
}

describe('organizations are closed to each other', () => {
  it.each(routes)('$route of something in another organization finds nothing', async (route) => {
    const { office, place } = await busyOffice();
    const stranger = await (await api.openOffice()).someone('admin');
    const before = (await office.events()).length;
    const answer = await call(stranger, route, place);
    expect(answer.status).toBe(404);
    expect(answer.code).toMatch(/^chat\.(channel|ticket|person)-not-found$/);
    expect(await office.events()).toHaveLength(before);
  });

  it('lists hold nothing of another organization', async () => {
    const { place } = await busyOffice();
    const stranger = await (await api.openOffice()).someone('admin');
    for (const route of lists.filter((it) => it.route.startsWith('GET'))) {
      const { text } = await call(stranger, route, place);
      for (const id of Object.values(place)) expect(text).not.toContain(id);
    }
    expect((await stranger.get('/chat/channels?all=true')).text).not.toContain(place.privateId);
  });

  it.each(['chat:channel', 'chat:ticket'])('rooms %s of another organization are not there', async (kind) => {
    const { manager, place } = await busyOffice();
    const stranger = await (await api.openOffice()).someone('admin');
    const room = kind === 'chat:channel' ? place.channelId : place.ticketId;
    const path = `/realtime/rooms/${encodeURIComponent(`${kind}:${room}`)}/membership`;
    expect((await manager.get(path)).status).toBe(200);
    expect((await stranger.get(path)).status).toBe(404);
  });

  it.each(['Organization:1', 'order:1', 'chat:channel:general', 'chat:ticket:', 'nothing', ':%2F'])(
    'a room %s has no members',
    async (room) => {
      const { manager } = await busyOffice();
      const answer = await manager.get(`/realtime/rooms/${encodeURIComponent(room)}/membership`);
      expect(answer).toMatchObject({ status: 404, code: 'chat.room-not-found' });
    },
  );
});

describe('what a role opens', () => {
  it.each(roleNames)('a %s calls what his permissions open, and nothing else', async (role) => {
    const { office, place } = await busyOffice();
    const held = permissionsOf([role]);
    const who = await office.someone(role);
    for (const route of [...lists, ...routes]) {
      const { code } = await call(who, route, place);
      const refused = code === 'auth.permission-missing';
      expect({ route: route.route, refused }).toEqual({
        route: route.route,
        refused: !held.includes(route.needs),
      });
    }
  });
});
