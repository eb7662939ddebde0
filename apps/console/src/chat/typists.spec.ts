import { describe, expect, it } from 'vitest';
import { colleague, me, packer } from '../../test/chat-room.js';
import { afterTyping, stillTyping, typedIn, typingText } from './typists.js';

const types = (typist: typeof me, typing = true) => ({ typist, typing });
const nowhere = { channelId: null, ticketId: null, toUserId: null };

describe('who types', () => {
  it('is told in words', () => {
    const one = afterTyping({}, types(colleague), 0);
    const two = afterTyping(one, types(packer), 0);
    expect([{}, one, two, afterTyping(two, types(me), 0)].map(typingText)).toEqual([
      '',
      'Other Cashier is typing…',
      'Other Cashier and Stock Keeper are typing…',
      'Several people are typing…',
    ]);
  });

  it('is believed until it is over, or was not said again for a while', () => {
    const typing = afterTyping({}, types(colleague), 1_000);
    expect(afterTyping(typing, types(colleague, false), 2_000)).toEqual({});
    expect(Object.keys(stillTyping(typing, 6_000))).toEqual([colleague.userId]);
    expect(stillTyping(typing, 7_000)).toEqual({});
  });

  it('types where the event says, and to oneself in the conversation with the typist', () => {
    const typing = { ...nowhere, ...types(colleague) };
    expect(typedIn({ ...typing, channelId: 'c' })).toEqual({ kind: 'channel', id: 'c' });
    expect(typedIn({ ...typing, ticketId: 't' })).toEqual({ kind: 'help', id: 't' });
    expect(typedIn({ ...typing, toUserId: me.userId })).toEqual({ kind: 'direct', id: colleague.userId });
  });
});
