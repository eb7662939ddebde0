import { describe, expect, it } from 'vitest';
import { colleague, eventOf, me, messageAt, packer, staffMessage } from '../../test/chat-room.js';
import { messageOf, readOf } from './messages.js';

const direct = (from: typeof me, toUserId: string) =>
  eventOf('chat:direct:new-message', { toUserId, deviceId: null, ...messageAt(1, { from }) });
const read = { upTo: 'm-1', readAt: '2026-01-05T09:30:00.000Z' };

describe('an event of the chat', () => {
  it('tells where a message was written', () => {
    const staff = messageOf(eventOf('chat:staff:new-message', staffMessage(1)), me.userId);
    expect(staff?.conversation).toEqual({ kind: 'channel', id: 'c-general' });
    const { channelId: _, ...message } = staffMessage(1);
    const help = messageOf(eventOf('chat:help:new-message', { ticketId: 't-1', ...message }), me.userId);
    expect(help?.conversation).toEqual({ kind: 'help', id: 't-1' });
  });

  it('belongs between two people to the conversation with the other, whoever wrote', () => {
    const withColleague = { kind: 'direct', id: colleague.userId };
    expect(messageOf(direct(colleague, me.userId), me.userId)?.conversation).toEqual(withColleague);
    expect(messageOf(direct(me, colleague.userId), me.userId)?.conversation).toEqual(withColleague);
    expect(
      readOf(
        eventOf('chat:direct:message-read', { fromUserId: me.userId, reader: colleague, ...read }),
        me.userId,
      )?.conversation,
    ).toEqual(withColleague);
    expect(
      readOf(
        eventOf('chat:direct:message-read', { fromUserId: colleague.userId, reader: me, ...read }),
        me.userId,
      )?.conversation,
    ).toEqual(withColleague);
  });

  it('tells who has read, and nothing when it is about something else', () => {
    const event = eventOf('chat:staff:message-read', { channelId: 'c-general', reader: packer, ...read });
    expect(readOf(event, me.userId)).toMatchObject({
      conversation: { kind: 'channel', id: 'c-general' },
      reader: packer,
      upTo: 'm-1',
    });
    expect(messageOf(event, me.userId)).toBeUndefined();
  });
});
