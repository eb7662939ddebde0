import type { ChatReadMark, StaffMessagePayload } from '@business-control/realtime-contracts';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversations, messages, participants, tickets } from '../src/modules/chat/chat.schema.js';
import type { DirectConversations } from '../src/modules/chat/queries/list-direct-conversations.query.js';
import { ScheduledJobs } from '../src/platform/schedule/scheduled-jobs.js';
import {
  type ChatApi,
  type Colleague,
  createChannel,
  type Office,
  openTicket,
  startChatApi,
} from './chat-api.js';

const DAY_MS = 86_400_000;

let api: ChatApi;
beforeAll(async () => {
  api = await startChatApi();
});
afterAll(() => api.stop());

const sweep = () => api.app.get(ScheduledJobs).runNow('chat.forget-conversations');
const daysPass = (days: number) => api.clock.advance(days * DAY_MS);
const rowsOf = ({ organizationId }: Office) =>
  api.database.transaction(async (tx) => {
    const count = (table: typeof messages | typeof conversations | typeof participants | typeof tickets) =>
      tx.$count(table, eq(table.organizationId, organizationId));
    return {
      messages: await count(messages),
      conversations: await count(conversations),
      participants: await count(participants),
      tickets: await count(tickets),
    };
  });

describe('what was said a year ago', () => {
  it('is deleted from channels, and what is left is as unread as it was', async () => {
    const office = await api.openOffice();
    const [writer, reader] = [await office.someone('manager'), await office.someone('manager')];
    const channelId = await createChannel(writer, { name: 'Floor', kind: 'organization' });
    const path = `/chat/channels/${channelId}`;
    const write = async (text: string) =>
      (await writer.post<StaffMessagePayload>(`${path}/messages`, { text })).body.messageId;
    const texts = async () =>
      (await reader.get<{ items: StaffMessagePayload[] }>(`${path}/messages`)).body.items.map(
        ({ text }) => text,
      );
    const unread = async () =>
      (
        await reader.get<{ items: { channelId: string; unread: number }[] }>('/chat/channels')
      ).body.items.find((channel) => channel.channelId === channelId)?.unread;
    const readMarks = async () =>
      (await writer.get<{ readMarks: ChatReadMark[] }>(`${path}/messages`)).body.readMarks;
    const upTo = await write('First');
    await write('Second');
    await reader.post(`${path}/read`, { upTo });
    daysPass(300);
    await write('Third');
    expect(await unread()).toBe(2);
    expect(await readMarks()).toMatchObject([{ reader: { userId: reader.userId }, upTo }]);
    await sweep();
    expect(await texts()).toEqual(['Third', 'Second', 'First']);

    daysPass(66);
    await Promise.all([sweep(), sweep()]);
    expect(await texts()).toEqual(['Third']);
    expect(await unread()).toBe(1);
    expect(await readMarks()).toEqual([]);
    expect((await reader.post(`${path}/read`, {})).status).toBe(200);
    expect(await unread()).toBe(0);

    daysPass(366);
    await sweep();
    expect(await texts()).toEqual([]);
    expect(await unread()).toBe(0);
    expect((await reader.post(`${path}/read`, {})).body).toEqual({ upTo: null });
    await write('Fourth');
    expect([await texts(), await unread()]).toEqual([['Fourth'], 1]);
  });

  it('is deleted between two, who go on where they were', async () => {
    const office = await api.openOffice();
    const [one, other] = [await office.someone('manager'), await office.someone('manager')];
    const write = (text: string) => one.post(`/chat/direct/${other.userId}/messages`, { text });
    const listed = async () =>
      (await other.get<DirectConversations>('/chat/direct')).body.items.map(({ lastMessage, unread }) => [
        lastMessage.text,
        unread,
      ]);
    await write('Long ago');
    await other.post(`/chat/direct/${one.userId}/read`, {});
    daysPass(366);
    await sweep();
    expect(await listed()).toEqual([]);
    await write('Hello again');
    expect(await listed()).toEqual([['Hello again', 1]]);
  });

  it('goes in as many batches as it takes', async () => {
    const office = await api.openOffice();
    const writer = await office.someone('manager');
    const channelId = await createChannel(writer, { name: 'Floor', kind: 'organization' });
    await writer.post(`/chat/channels/${channelId}/messages`, { text: 'First' });
    const sentAt = api.clock.now();
    const { organizationId } = office;
    const old = Array.from({ length: 2_500 }, (_, index) => ({
      ...{ organizationId, kind: 'staff' as const, conversationId: channelId, sentAt },
      ...{ messageId: uuidv7(), position: index + 2, userId: 'u', displayName: 'U', text: 'More' },
    }));
    await api.database.transaction((tx) => tx.insert(messages).values(old));
    daysPass(366);
    await sweep();
    expect(await rowsOf(office)).toMatchObject({ messages: 0 });
  });
});

describe('a help conversation', () => {
  const closeBy = (who: Colleague, ticketId: string) => who.post(`/chat/help/${ticketId}/close`);

  it('is deleted a year after it was closed, with who read it and what was said', async () => {
    const office = await api.openOffice();
    const [customer, support] = [await office.someone('customer'), await office.someone('support')];
    const ticketId = await openTicket(customer);
    await customer.post('/chat/help/messages', { ticketId, text: 'Hello?' });
    await support.post(`/chat/help/${ticketId}/read`, {});
    daysPass(200);
    await closeBy(support, ticketId);
    daysPass(200);
    await sweep();
    expect(await rowsOf(office)).toEqual({ messages: 0, conversations: 1, participants: 1, tickets: 1 });
    daysPass(166);
    await sweep();
    expect(await rowsOf(office)).toEqual({ messages: 0, conversations: 0, participants: 0, tickets: 0 });
    expect(await support.get(`/chat/help/${ticketId}`)).toMatchObject({ status: 404 });
  });

  it('stays while it is not closed, and when it was opened again', async () => {
    const office = await api.openOffice();
    const [customer, other] = [await office.someone('customer'), await office.someone('customer')];
    const support = await office.someone('support');
    const open = await openTicket(customer);
    const reopened = await openTicket(other);
    await closeBy(support, reopened);
    daysPass(400);
    await other.post('/chat/help/messages', { ticketId: reopened, text: 'One more thing' });
    await sweep();
    for (const ticketId of [open, reopened])
      expect(await support.get(`/chat/help/${ticketId}`)).toMatchObject({ status: 200 });
    expect(await rowsOf(office)).toMatchObject({ messages: 1, tickets: 2 });
  });
});
