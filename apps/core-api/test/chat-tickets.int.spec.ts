import type { HelpMessagePayload, TicketPayload } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HelpTickets } from '../src/modules/chat/help-tickets.js';
import { type ChatApi, type Colleague, openTicket, startChatApi } from './chat-api.js';

let api: ChatApi;
beforeAll(async () => {
  api = await startChatApi();
});
afterAll(() => api.stop());

const write = (who: Colleague, body: object) =>
  who.post<HelpMessagePayload>('/chat/help/messages', { text: 'Help!', ...body });
const act = (who: Colleague, ticketId: string, action: string, body?: object) =>
  who.post<TicketPayload>(`/chat/help/${ticketId}/${action}`, body);
const get = async (who: Colleague, ticketId: string) =>
  (await who.get<TicketPayload>(`/chat/help/${ticketId}`)).body;
const membership = (who: Colleague, ticketId: string) =>
  who.get<object>(`/realtime/rooms/${encodeURIComponent(`chat:ticket:${ticketId}`)}/membership`);
const personOf = ({ userId, displayName }: Colleague) => ({ userId, displayName });

/** A customer who asks for help, another one, and two who answer. */
async function helpDesk() {
  const office = await api.openOffice();
  const customer = await office.someone('customer');
  const other = await office.someone('customer');
  const first = await office.someone('support');
  const second = await office.someone('sales-agent');
  const ticketId = await openTicket(customer, 'A broken grinder');
  return { office, customer, other, first, second, ticketId };
}

describe('a help conversation', () => {
  it('is opened, taken, handed over, given back and closed', async () => {
    const { office, customer, first, second, ticketId } = await helpDesk();
    await act(first, ticketId, 'take');
    await act(first, ticketId, 'assign', { userId: second.userId });
    await act(second, ticketId, 'assign', { userId: null });
    await act(second, ticketId, 'take');
    const { body: closed } = await act(second, ticketId, 'close');
    expect(closed).toEqual(await get(customer, ticketId));
    const requester = { ...personOf(customer), kind: 'user' };
    expect(await office.eventsNamed('chat:ticket:updated')).toMatchObject([
      { version: 1, status: 'open', subject: 'A broken grinder', requester, assignee: null },
      { version: 2, status: 'assigned', assignee: personOf(first) },
      { version: 3, status: 'assigned', assignee: personOf(second) },
      { version: 4, status: 'open', assignee: null },
      { version: 5, status: 'assigned', assignee: personOf(second) },
      { version: 6, status: 'closed', closedAt: api.clock.now().toISOString() },
    ]);
    const audited = (await office.audited()).map(({ type }) => type);
    expect(audited.sort()).toEqual([
      'chat.ticket-assigned',
      'chat.ticket-assigned',
      'chat.ticket-closed',
      'chat.ticket-opened',
      'chat.ticket-taken',
      'chat.ticket-taken',
    ]);
  });

  it('is taken by exactly one of two at once', async () => {
    const { office, first, second, ticketId } = await helpDesk();
    const answers = await Promise.all([first, second].map((who) => act(who, ticketId, 'take')));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toMatchObject([{ status: 409, code: 'chat.ticket-taken' }]);
    const winner = answers[0]?.status === 200 ? first : second;
    expect((await get(first, ticketId)).assignee).toEqual(personOf(winner));
    expect(await office.eventsNamed('chat:ticket:updated')).toHaveLength(2);
    // Who has it may say so again.
    expect((await act(winner, ticketId, 'take')).body).toMatchObject({ status: 'assigned', version: 2 });
    expect(await office.eventsNamed('chat:ticket:updated')).toHaveLength(2);
  });

  it('is given only to people who answer', async () => {
    const { office, customer, first, ticketId } = await helpDesk();
    const gone = await office.someone('support', { disabledAt: new Date() });
    const stranger = await (await api.openOffice()).someone('support');
    for (const { userId } of [customer, gone, stranger]) {
      const answer = await act(first, ticketId, 'assign', { userId });
      expect(answer).toMatchObject({ status: 404, code: 'chat.person-not-found' });
    }
  });

  it('is opened again by its requester, and by nobody else', async () => {
    const { office, customer, first, ticketId } = await helpDesk();
    await act(first, ticketId, 'take');
    await act(first, ticketId, 'close');
    const closed = { status: 409, code: 'chat.ticket-closed' };
    expect(await write(first, { ticketId })).toMatchObject(closed);
    expect(await act(first, ticketId, 'take')).toMatchObject(closed);
    expect(await act(first, ticketId, 'assign', { userId: first.userId })).toMatchObject(closed);
    const before = (await office.events()).length;
    await write(customer, { ticketId });
    expect((await office.events()).slice(before).map(({ name }) => name)).toEqual([
      'chat:ticket:updated',
      'chat:help:new-message',
    ]);
    const audited = (await office.audited()).map(({ type }) => type);
    expect(audited).toContain('chat.ticket-reopened');
    expect(await get(first, ticketId)).toMatchObject({
      status: 'open',
      assignee: null,
      closedAt: null,
      version: 4,
      lastMessageAt: api.clock.now().toISOString(),
    });
  });

  it('begins with a first message that names none, once', async () => {
    const { office, other } = await helpDesk();
    const sent = await Promise.all([1, 2, 3].map(() => write(other, {})));
    expect(new Set(sent.map(({ body }) => body.ticketId)).size).toBe(1);
    const opened = await office.eventsNamed('chat:ticket:updated');
    expect(opened.filter(({ requester }) => requester.userId === other.userId)).toHaveLength(1);
    const audited = (await office.audited()).filter(({ userId }) => userId === other.userId);
    expect(audited.filter(({ type }) => type === 'chat.ticket-opened')).toHaveLength(1);
    const [ticketId = ''] = sent.map(({ body }) => body.ticketId);
    await act(await office.someone('support'), ticketId, 'close');
    expect((await write(other, {})).body.ticketId).not.toBe(ticketId);
  });

  it('is for its requester and for those who answer', async () => {
    const { customer, other, first, second, ticketId } = await helpDesk();
    for (const inside of [customer, first, second]) {
      expect((await write(inside, { ticketId })).status).toBe(201);
      expect((await membership(inside, ticketId)).body).toEqual({});
      expect((await get(inside, ticketId)).ticketId).toBe(ticketId);
    }
    const forbidden = { status: 403, code: 'chat.ticket-forbidden' };
    expect(await write(other, { ticketId })).toMatchObject(forbidden);
    expect(await membership(other, ticketId)).toMatchObject(forbidden);
    expect(await other.get(`/chat/help/${ticketId}`)).toMatchObject(forbidden);
    expect(await other.get(`/chat/help/${ticketId}/messages`)).toMatchObject(forbidden);
    expect(await act(other, ticketId, 'read', {})).toMatchObject(forbidden);
    const missing = { status: 403, code: 'auth.permission-missing' };
    for (const action of ['take', 'close']) {
      expect(await act(customer, ticketId, action)).toMatchObject(missing);
    }
    expect(await act(customer, ticketId, 'assign', { userId: null })).toMatchObject(missing);
  });

  it('is listed to those who answer, and to its requester; by status, page by page', async () => {
    const { customer, other, first, ticketId } = await helpDesk();
    const otherTicket = await openTicket(other);
    await act(first, ticketId, 'take');
    const list = async (who: Colleague, query = '') => {
      const { body } = await who.get<{ items: TicketPayload[]; next: string | null }>(`/chat/help${query}`);
      return { ids: body.items.map((ticket) => ticket.ticketId), next: body.next };
    };
    expect(await list(first)).toEqual({ ids: [otherTicket, ticketId], next: null });
    expect(await list(customer)).toEqual({ ids: [ticketId], next: null });
    expect(await list(first, '?status=assigned')).toEqual({ ids: [ticketId], next: null });
    const page = await list(first, '?limit=1');
    expect(page.ids).toEqual([otherTicket]);
    expect(await list(first, `?limit=1&before=${page.next}`)).toEqual({ ids: [ticketId], next: null });
  });
});

describe('the help conversation of a visitor', () => {
  const visit = async (displayName = 'Visitor 7') => {
    const office = await api.openOffice();
    const { organizationId } = office;
    const visitor = await office.visitor(`visitor-${organizationId}`);
    const support = await office.someone('support');
    const tickets = api.app.get(HelpTickets, { strict: false });
    const opened = await api.database.transaction((tx) =>
      tickets.openForVisitor(
        tx,
        organizationId,
        { visitorId: visitor.userId, displayName, subject: null },
        api.clock.now(),
      ),
    );
    return { office, organizationId, visitor, support, tickets, opened, ...opened.ticket };
  };

  it('is opened, assigned and closed by other modules, which record its events', async () => {
    const { office, organizationId, visitor, support, tickets, opened, ticketId } = await visit();
    const requester = { userId: visitor.userId, displayName: 'Visitor 7', kind: 'visitor' };
    expect(opened.events).toMatchObject([
      { name: 'chat:ticket:updated', payload: { version: 1, status: 'open', requester } },
    ]);
    const assign = (version: number, assignee: Colleague | null) =>
      api.database.transaction((tx) =>
        tickets.assign(tx, organizationId, { ticketId, version }, assignee && personOf(assignee)),
      );
    const close = () =>
      api.database.transaction((tx) => tickets.close(tx, organizationId, ticketId, api.clock.now()));
    expect((await assign(1, support))?.events).toMatchObject([
      { payload: { status: 'assigned', version: 2 } },
    ]);
    expect((await assign(2, support))?.events).toEqual([]);
    expect(await assign(1, null)).toMatchObject({ ticket: { status: 'assigned', version: 2 }, events: [] });
    expect((await assign(2, null))?.events).toMatchObject([{ payload: { status: 'open', version: 3 } }]);
    expect((await close())?.events).toMatchObject([{ payload: { status: 'closed', version: 4 } }]);
    expect((await close())?.events).toEqual([]);
    expect((await assign(3, support))?.events).toEqual([]);
    await expect(assign(4, support)).rejects.toMatchObject({ code: 'chat.ticket-closed' });
    expect(await get(visitor, ticketId)).toMatchObject({ status: 'closed', requester });
    expect(await office.events()).toEqual([]);
  });

  it('is the only one of the visitor: closed, it opens again', async () => {
    const { visitor, support, ticketId } = await visit();
    await act(support, ticketId, 'close');
    expect((await write(visitor, {})).body.ticketId).toBe(ticketId);
    expect(await get(visitor, ticketId)).toMatchObject({ status: 'open', requester: { kind: 'visitor' } });
  });

  it('is written in and read by the visitor, and no other one', async () => {
    const { office, visitor, ticketId } = await visit();
    const { body } = await write(visitor, {});
    expect(body).toMatchObject({ ticketId, from: personOf(visitor) });
    const other = await office.visitor('another-visitor');
    expect((await membership(visitor, ticketId)).status).toBe(200);
    expect(await membership(other, ticketId)).toMatchObject({ status: 403, code: 'chat.ticket-forbidden' });
    expect(await visitor.get('/chat/people')).toMatchObject({ status: 403, code: 'auth.permission-missing' });
  });
});
