import { expect, it } from 'vitest';
import { colleague, eventOf, historyOf, me, messageAt, packer, staffMessage } from '../../test/chat-room.js';
import { afterHistoryEvent, type History } from './history.js';

const conversation = { kind: 'channel', id: 'c-general' } as const;
const after = (history: History, ...events: ReturnType<typeof eventOf>[]) =>
  events.reduce((known, event) => afterHistoryEvent(known, event, conversation, me.userId), history);
const written = (minute: number) => eventOf('chat:staff:new-message', staffMessage(minute));
const readBy = (reader: typeof me, upTo: string, channelId = 'c-general') =>
  eventOf('chat:staff:message-read', { channelId, reader, upTo, readAt: '2026-01-05T09:30:00.000Z' });

it('holds a message once, the newest first', () => {
  const history = { ...historyOf(messageAt(1)), next: 'm-0' };
  const grown = after(history, written(2));
  expect(grown).toMatchObject({ items: [{ messageId: 'm-2' }, { messageId: 'm-1' }], next: 'm-0' });
  expect(after(grown, written(1))).toBe(grown);
});

it('goes on from how far everybody had read when it was asked for', () => {
  const history = { ...historyOf(messageAt(2)), readMarks: [{ reader: colleague, upTo: 'm-1' }] };
  expect(after(history, readBy(packer, 'm-2'), readBy(colleague, 'm-2')).readMarks).toEqual([
    { reader: colleague, upTo: 'm-2' },
    { reader: packer, upTo: 'm-2' },
  ]);
});

it('is not changed by what happens elsewhere', () => {
  const history = historyOf(messageAt(1));
  const elsewhere = eventOf('chat:staff:new-message', staffMessage(2, { channelId: 'c-other' }));
  expect(after(history, elsewhere, readBy(colleague, 'm-1', 'c-other'))).toBe(history);
});
