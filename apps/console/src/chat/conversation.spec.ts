import { expect, it } from 'vitest';
import { addressOf, conversationAt, messagesPath, pageOf, roomOf, typingIn } from './conversation.js';

it('names a conversation at core-api, on the connection and in the address of the page', () => {
  const channel = { kind: 'channel', id: 'c' } as const;
  expect([messagesPath(channel), pageOf(channel), roomOf(channel)]).toEqual([
    '/chat/channels/c/messages?limit=50',
    '/conversations/channel/c',
    'chat:channel:c',
  ]);
  expect([addressOf(channel), typingIn(channel, true)]).toEqual([
    { channelId: 'c' },
    { channelId: 'c', typing: true },
  ]);
  const help = { kind: 'help', id: 't' } as const;
  expect([roomOf(help), addressOf(help), typingIn(help, false)]).toEqual([
    'chat:ticket:t',
    { ticketId: 't' },
    { ticketId: 't', typing: false },
  ]);
});

it('needs no room for two people, whose ids may be those of any identity provider', () => {
  const direct = { kind: 'direct', id: 'auth0|a/b' } as const;
  expect([messagesPath(direct), roomOf(direct), addressOf(direct), typingIn(direct, true)]).toEqual([
    '/chat/direct/auth0%7Ca%2Fb/messages?limit=50',
    null,
    { userId: 'auth0|a/b' },
    { toUserId: 'auth0|a/b', typing: true },
  ]);
});

it('finds no conversation at an address that names none', () => {
  expect(conversationAt('channel', 'c')).toEqual({ kind: 'channel', id: 'c' });
  expect(conversationAt('toString', 'c')).toBeUndefined();
  expect(conversationAt('channel', undefined)).toBeUndefined();
});
