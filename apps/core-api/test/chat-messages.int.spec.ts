import type {
  ChatReadMark,
  DirectMessagePayload,
  HelpMessagePayload,
  StaffMessagePayload,
} from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatApi, createChannel, openTicket, startChatApi } from './chat-api.js';
import type { Answer } from './pos-client.js';

let api: ChatApi;
beforeAll(async () => {
  api = await startChatApi();
});
afterAll(() => api.stop());

type Sent = StaffMessagePayload | HelpMessagePayload | DirectMessagePayload;
interface Page {
  readonly items: Sent[];
  readonly next: string | null;
  readonly readMarks: ChatReadMark[];
}

/** Goes on, some at once, until the first refusal; however slow the machine, in more than one window at worst. */
async function untilRefused(act: () => Promise<Answer<unknown>>) {
  for (let admitted = 0; ; ) {
    const answers = await Promise.all(Array.from({ length: 8 }, act));
    const [refused] = answers.filter(({ status }) => status >= 400);
    admitted += answers.filter(({ status }) => status < 400).length;
    if (refused) return { admitted, refused };
  }
}

/** A conversation of each kind between two people, and where it is. */
async function conversationOf(kind: 'staff' | 'help' | 'direct') {
  const office = await api.openOffice();
  const [writer, reader] = [await office.someone('manager'), await office.someone('support')];
  const address = async () => {
    if (kind === 'staff') {
      const channelId = await createChannel(writer, { kind: 'organization', name: 'General' });
      const at = `/chat/channels/${channelId}`;
      return { write: at, read: at, readBack: at, body: {} };
    }
    if (kind === 'help') {
      const ticketId = await openTicket(writer);
      const at = `/chat/help/${ticketId}`;
      return { write: '/chat/help', read: at, readBack: at, body: { ticketId } };
    }
    const [to, from] = [`/chat/direct/${reader.userId}`, `/chat/direct/${writer.userId}`];
    return { write: to, read: from, readBack: to, body: {} };
  };
  const { write, read, readBack, body } = await address();
  return {
    office,
    writer,
    reader,
    send: (text: string, more: object = {}) =>
      writer.post<Sent>(`${write}/messages`, { ...body, text, ...more }),
    read: (upTo?: string) => reader.post<{ upTo: string | null }>(`${read}/read`, { upTo }),
    history: (query = '') => reader.get<Page>(`${read}/messages${query}`),
    ownHistory: () => writer.get<Page>(`${readBack}/messages`),
    unread: async () => {
      const list = { staff: '/chat/channels', help: '/chat/help', direct: '/chat/direct' }[kind];
      const { body: found } = await reader.get<{ items: { unread: number }[] }>(list);
      return found.items.map(({ unread }) => unread);
    },
    newMessages: () => office.eventsNamed(`chat:${kind}:new-message`),
    readings: () => office.eventsNamed(`chat:${kind}:message-read`),
  };
}

describe.each(['staff', 'help', 'direct'] as const)('a %s message', (kind) => {
  it('is answered, told and kept alike, with who wrote it, on what and when', async () => {
    const { writer, reader, send, newMessages, history, ownHistory } = await conversationOf(kind);
    const { body: sent, status } = await send('  Are we open tomorrow?\n', { clientMessageId: 'one' });
    expect(status).toBe(201);
    expect(sent).toMatchObject({
      clientMessageId: 'one',
      from: { userId: writer.userId, displayName: writer.displayName },
      deviceId: 'tablet-7',
      text: 'Are we open tomorrow?',
      sentAt: api.clock.now().toISOString(),
    });
    if (kind === 'direct') expect(sent).toMatchObject({ toUserId: reader.userId });
    expect(await newMessages()).toEqual([sent]);
    expect((await history()).body).toEqual({ items: [sent], next: null, readMarks: [] });
    expect((await ownHistory()).body).toEqual({ items: [sent], next: null, readMarks: [] });
  });

  it('that is sent again is the message that is kept, and causes nothing', async () => {
    const { office, send, newMessages, history } = await conversationOf(kind);
    const first = await send('Hello', { clientMessageId: 'one' });
    const copies = await Promise.all([1, 2, 3].map(() => send('Hello', { clientMessageId: 'one' })));
    for (const copy of copies) expect(copy.body).toEqual(first.body);
    expect(await newMessages()).toHaveLength(1);
    expect((await history()).body.items).toHaveLength(1);
    const audited = (await office.audited()).filter(({ type }) => type === 'chat.message-sent');
    expect(audited).toHaveLength(1);
  });

  it('that is sent several times at once is one message', async () => {
    const { send, newMessages } = await conversationOf(kind);
    const copies = await Promise.all([1, 2, 3, 4].map(() => send('Hello', { clientMessageId: 'one' })));
    expect(new Set(copies.map(({ body }) => body.messageId)).size).toBe(1);
    expect(await newMessages()).toHaveLength(1);
  });

  it('is in the audit log without its text', async () => {
    const { office, writer, send } = await conversationOf(kind);
    const { body } = await send('The safe is 1234');
    const [entry] = (await office.audited()).filter(({ type }) => type === 'chat.message-sent');
    expect(entry).toMatchObject({ userId: writer.userId, deviceId: 'tablet-7' });
    expect(entry?.details).toMatchObject({ kind, messageId: body.messageId });
    expect(JSON.stringify(entry)).not.toContain('safe');
  });

  it.each([
    ['empty', { text: '   ' }],
    ['too long', { text: 'x'.repeat(4_001) }],
    ['without a text', {}],
    ['with an endless name', { text: 'Hello', clientMessageId: 'x'.repeat(101) }],
  ])('that is %s is refused', async (_, body) => {
    const { send, newMessages } = await conversationOf(kind);
    expect(await send('', body)).toMatchObject({ status: 400, code: 'request.invalid' });
    expect(await newMessages()).toEqual([]);
  });

  it('is read back page by page, newest first, whatever is written meanwhile', async () => {
    const { send, history } = await conversationOf(kind);
    for (const text of ['1', '2', '3', '4', '5']) await send(text);
    const { body: newest } = await history('?limit=2');
    await send('6');
    const { body: middle } = await history(`?limit=2&before=${newest.next}`);
    const { body: oldest } = await history(`?limit=2&before=${middle.next}`);
    const texts = [newest, middle, oldest].map(({ items }) => items.map(({ text }) => text));
    expect(texts).toEqual([['5', '4'], ['3', '2'], ['1']]);
    expect(oldest.next).toBeNull();
  });

  it('is in the history where it is in the stream, by however many it is written at once', async () => {
    const { send, newMessages, history } = await conversationOf(kind);
    await Promise.all(Array.from({ length: 12 }, (_, n) => send(`${n}`)));
    const told = (await newMessages()).map(({ messageId }) => messageId);
    const kept = (await history()).body.items.map(({ messageId }) => messageId);
    expect(kept.reverse()).toEqual(told);
  });

  it('counts as unread until it is read, and reading goes forward only', async () => {
    const { reader, send, read, unread, readings, ownHistory } = await conversationOf(kind);
    const ids: string[] = [];
    for (const text of ['1', '2', '3']) ids.push((await send(text)).body.messageId);
    const [first, second, third] = ids;
    expect(await unread()).toEqual([3]);
    expect((await read(second)).body).toEqual({ upTo: second });
    expect(await unread()).toEqual([1]);
    expect((await ownHistory()).body.readMarks).toMatchObject([{ upTo: second }]);
    expect((await read(first)).body).toEqual({ upTo: second });
    expect(await unread()).toEqual([1]);
    expect((await read()).body).toEqual({ upTo: third });
    expect((await read()).body).toEqual({ upTo: third });
    expect(await unread()).toEqual([0]);
    const person = { userId: reader.userId, displayName: reader.displayName };
    expect((await ownHistory()).body.readMarks).toEqual([{ reader: person, upTo: third }]);
    expect(await readings()).toMatchObject([
      { reader: person, upTo: second, readAt: api.clock.now().toISOString() },
      { reader: person, upTo: third },
    ]);
  });

  it('is not unread to whoever wrote it', async () => {
    const { writer, send } = await conversationOf(kind);
    await send('Hello');
    for (const list of ['/chat/channels', '/chat/help', '/chat/direct']) {
      const { body } = await writer.get<{ items: { unread: number }[] }>(list);
      for (const { unread } of body.items) expect(unread).toBe(0);
    }
  });

  it('that is not of the conversation cannot be read up to, nor is there anything before it', async () => {
    const { send, read, readings, history } = await conversationOf(kind);
    const other = await conversationOf(kind);
    await send('Hello');
    const { body: elsewhere } = await other.send('Hello');
    expect((await history(`?before=${elsewhere.messageId}`)).body.items).toEqual([]);
    expect(await read(elsewhere.messageId)).toMatchObject({ status: 404, code: 'chat.message-not-found' });
    expect(await readings()).toEqual([]);
  });
});

describe('a conversation', () => {
  it('without messages is read up to nothing', async () => {
    const { read, readings } = await conversationOf('staff');
    expect((await read()).body).toEqual({ upTo: null });
    expect(await readings()).toEqual([]);
  });

  it('refuses a message under the name of one that went elsewhere', async () => {
    const { writer, send } = await conversationOf('staff');
    await send('Hello', { clientMessageId: 'one' });
    const channelId = await createChannel(writer, { kind: 'organization', name: 'Another' });
    const answer = await writer.post(`/chat/channels/${channelId}/messages`, {
      text: 'Hello',
      clientMessageId: 'one',
    });
    expect(answer).toMatchObject({ status: 409, code: 'chat.client-message-id-reused' });
  });

  it('is closed for a while to whoever writes without end', async () => {
    const { send } = await conversationOf('staff');
    const { admitted, refused } = await untilRefused(() => send('Hello'));
    expect(refused).toMatchObject({ status: 429, code: 'request.too-many' });
    expect(admitted).toBeGreaterThanOrEqual(120);
  });

  it('is opened no more often than messages may be written', async () => {
    const customer = await (await api.openOffice()).someone('customer');
    const { admitted, refused } = await untilRefused(() => customer.post('/chat/help', {}));
    expect(refused).toMatchObject({ status: 429, code: 'request.too-many' });
    expect(admitted).toBeGreaterThanOrEqual(120);
  });
});

describe('direct conversations', () => {
  it('are listed with the other, the last message and what is unread, the newest first', async () => {
    const office = await api.openOffice();
    const [me, one, two] = [
      await office.someone('cashier'),
      await office.someone('warehouse'),
      await office.someone('support'),
    ];
    await one.post(`/chat/direct/${me.userId}/messages`, { text: 'First' });
    await two.post(`/chat/direct/${me.userId}/messages`, { text: 'Second' });
    await me.post(`/chat/direct/${one.userId}/messages`, { text: 'Third' });
    const list = (query = '') =>
      me.get<{
        items: { person: object; lastMessage: DirectMessagePayload; unread: number }[];
        next: string | null;
      }>(`/chat/direct${query}`);
    const shown = [
      { person: { userId: one.userId }, lastMessage: { text: 'Third', toUserId: one.userId }, unread: 1 },
      { person: { userId: two.userId }, lastMessage: { text: 'Second', toUserId: me.userId }, unread: 1 },
    ];
    expect((await list()).body).toMatchObject({ items: shown, next: null });
    const { body: first } = await list('?limit=1');
    expect(first.items).toMatchObject(shown.slice(0, 1));
    expect((await list(`?limit=1&before=${first.next}`)).body).toMatchObject({
      items: shown.slice(1),
      next: null,
    });
  });

  it('of two who write to each other at once are one', async () => {
    const office = await api.openOffice();
    const [one, two] = [await office.someone('cashier'), await office.someone('warehouse')];
    const both = Array.from({ length: 6 }, () => [
      one.post(`/chat/direct/${two.userId}/messages`, { text: 'Hello' }),
      two.post(`/chat/direct/${one.userId}/messages`, { text: 'Hello' }),
    ]);
    for (const { status } of await Promise.all(both.flat())) expect(status).toBe(201);
    expect((await one.get<Page>(`/chat/direct/${two.userId}/messages`)).body.items).toHaveLength(12);
    expect((await two.get<{ items: object[] }>('/chat/direct')).body.items).toHaveLength(1);
  });

  it('one may have with oneself', async () => {
    const office = await api.openOffice();
    const me = await office.someone('cashier');
    const { body } = await me.post<DirectMessagePayload>(`/chat/direct/${me.userId}/messages`, {
      text: 'Milk',
    });
    expect(body).toMatchObject({ toUserId: me.userId, from: { userId: me.userId } });
    expect((await me.get<{ items: object[] }>('/chat/direct')).body.items).toMatchObject([
      { person: { userId: me.userId }, unread: 0 },
    ]);
  });

  it('are with people who can sign in and may be written to', async () => {
    const office = await api.openOffice();
    const me = await office.someone('cashier');
    const colleague = await office.someone('support');
    const gone = await office.someone('support', { disabledAt: new Date() });
    const customer = await office.someone('customer');
    const stranger = await (await api.openOffice()).someone('support');
    const { body } = await me.get<{ items: { userId: string }[] }>('/chat/people');
    expect(body.items.map(({ userId }) => userId).sort()).toEqual([me.userId, colleague.userId].sort());
    const helpers = await me.get<{ items: { userId: string }[] }>('/chat/people?for=help');
    expect(helpers.body.items.map(({ userId }) => userId)).toEqual([colleague.userId]);
    for (const { userId } of [gone, customer, stranger, { userId: 'nobody' }]) {
      const answer = await me.post(`/chat/direct/${userId}/messages`, { text: 'Hello' });
      expect(answer).toMatchObject({ status: 404, code: 'chat.person-not-found' });
    }
    for (const { userId } of [stranger, { userId: 'nobody' }]) {
      const refused = { status: 404, code: 'chat.person-not-found' };
      expect(await me.get(`/chat/direct/${userId}/messages`)).toMatchObject(refused);
      expect(await me.post(`/chat/direct/${userId}/read`, {})).toMatchObject(refused);
    }
  });
});
