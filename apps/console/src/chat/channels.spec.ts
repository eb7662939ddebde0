import { describe, expect, it } from 'vitest';
import { channelOf, colleague, eventOf, me, packer, staffMessage } from '../../test/chat-room.js';
import type { Page } from '../api/pages.js';
import { afterChannelEvent, afterMembersEvent, type ChannelEntry } from './channels.js';

const { inside: _, unread: __, kind: ___, ...channel } = channelOf();
const updated = (change: Partial<typeof channel>) =>
  eventOf('chat:channel:updated', { ...channel, kind: 'organization', ...change });
const after = (page: Page<ChannelEntry>, ...events: ReturnType<typeof eventOf>[]) =>
  events.reduce((known, event) => afterChannelEvent(known, event, me.userId), page);
const page = { items: [channelOf({ unread: 2 })], next: null };

describe('the channels of somebody', () => {
  it('get a new one, another name, and lose what was archived', () => {
    const grown = after(page, updated({ channelId: 'c-new', name: 'New' }), updated({ name: 'Everybody' }));
    expect(grown.items.map(({ name, unread }) => [name, unread])).toEqual([
      ['New', 0],
      ['Everybody', 2],
    ]);
    expect(after(grown, updated({ archivedAt: '2026-01-05T10:00:00.000Z' })).items).toHaveLength(1);
  });

  it('get the private one of which the user became a member', () => {
    const secret = { ...channel, channelId: 'c-secret', kind: 'private' as const };
    const event = eventOf('chat:channel:member-added', {
      channelId: 'c-secret',
      userId: me.userId,
      channel: secret,
    });
    expect(after({ items: [], next: null }, event).items).toEqual([{ ...secret, inside: true, unread: 0 }]);
  });

  it('are told of the new name of a private one, of who is in it, and of its end', () => {
    const secret = { ...channel, kind: 'private' as const, members: [me, packer] };
    const told = (change: Partial<typeof secret>) =>
      eventOf('chat:private-channel:updated', { ...secret, ...change });
    const renamed = after(page, told({ name: 'Plans' }));
    expect(renamed.items).toEqual([{ ...channel, kind: 'private', name: 'Plans', inside: true, unread: 2 }]);
    expect(after(renamed, told({ archivedAt: '2026-01-05T10:00:00.000Z' })).items).toEqual([]);
    const known = { items: [me, colleague] };
    expect(afterMembersEvent('c-general', known, told({}))).toEqual({ items: [me, packer] });
    expect(afterMembersEvent('c-other', known, told({}))).toBe(known);
  });

  it('count what others write until the user has read it', () => {
    const read = { channelId: 'c-general', upTo: 'm-1', readAt: '2026-01-05T09:30:00.000Z' };
    const written = after(page, eventOf('chat:staff:new-message', staffMessage(1)));
    expect(written.items[0]?.unread).toBe(3);
    expect(
      after(written, eventOf('chat:staff:message-read', { ...read, reader: colleague })).items[0]?.unread,
    ).toBe(3);
    expect(after(written, eventOf('chat:staff:message-read', { ...read, reader: me })).items[0]?.unread).toBe(
      0,
    );
  });
});
