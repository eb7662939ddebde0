import { expect, it } from 'vitest';
import { me, messageAt } from '../../test/chat-room.js';
import { messageDays } from './message-days.js';

it('shows the oldest first, and a name once for what was written in one go', () => {
  const messages = [messageAt(20), messageAt(3, { from: me }), messageAt(2), messageAt(1)];
  const days = messageDays(messages);
  expect(days).toHaveLength(1);
  expect(days[0]?.lines.map(({ message, first }) => [message.messageId, first])).toEqual([
    ['m-1', true],
    ['m-2', false],
    ['m-3', true],
    ['m-20', true],
  ]);
});

it('begins a new part with every day', () => {
  const days = messageDays([
    messageAt(1, { sentAt: '2026-01-07T12:00:00.000Z' }),
    messageAt(0, { sentAt: '2026-01-05T12:00:00.000Z' }),
  ]);
  expect(days.map(({ lines }) => lines.map(({ message }) => message.messageId))).toEqual([['m-0'], ['m-1']]);
});
