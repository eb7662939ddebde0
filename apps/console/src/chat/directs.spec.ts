import { describe, expect, it } from 'vitest';
import { colleague, eventOf, me, messageAt, packer } from '../../test/chat-room.js';
import { afterDirectEvent, type DirectEntry } from './directs.js';

const entry = (person: typeof me, minute: number, unread = 0): DirectEntry => ({
  person,
  lastMessage: messageAt(minute, { from: person }),
  unread,
});
const written = (from: typeof me, toUserId: string, minute: number) =>
  eventOf('chat:direct:new-message', { toUserId, deviceId: null, ...messageAt(minute, { from }) });
const after = (items: readonly DirectEntry[], event: ReturnType<typeof eventOf>) =>
  afterDirectEvent({ items, next: null }, event, me.userId, (userId) => `name of ${userId}`).items;

describe('the conversations of two', () => {
  it('begin with the one that was written in last, and count what is new', () => {
    const items = after([entry(colleague, 2), entry(packer, 1)], written(packer, me.userId, 3));
    expect(items.map(({ person, unread, lastMessage }) => [person, unread, lastMessage.text])).toEqual([
      [packer, 1, 'Message 3'],
      [colleague, 0, 'Message 2'],
    ]);
  });

  it('get one with whoever wrote for the first time, or was written to', () => {
    expect(after([], written(colleague, me.userId, 1))).toMatchObject([{ person: colleague, unread: 1 }]);
    expect(after([], written(me, colleague.userId, 1))).toMatchObject([
      { person: { userId: colleague.userId, displayName: `name of ${colleague.userId}` }, unread: 0 },
    ]);
  });

  it('count a message once', () => {
    const items = after([entry(colleague, 2, 1)], written(colleague, me.userId, 2));
    expect(items[0]?.unread).toBe(1);
  });

  it('are read on all screens of the user', () => {
    const read = { fromUserId: colleague.userId, upTo: 'm-2', readAt: '2026-01-05T09:30:00.000Z' };
    expect(
      after([entry(colleague, 2, 4)], eventOf('chat:direct:message-read', { ...read, reader: me }))[0]
        ?.unread,
    ).toBe(0);
  });
});
