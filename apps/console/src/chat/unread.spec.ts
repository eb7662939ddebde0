import { describe, expect, it } from 'vitest';
import { me, messageAt } from '../../test/chat-room.js';
import { countMessage, countRead, type Unread } from './unread.js';

const count = (entry: Unread, ...messages: ReturnType<typeof messageAt>[]) =>
  messages.reduce((counted, message) => countMessage(counted, message, me.userId), entry);

describe('what is new in a conversation', () => {
  it('grows by messages of others, each counted once', () => {
    const counted = count({ unread: 2 }, messageAt(1), messageAt(1), messageAt(2, { from: me }));
    expect(counted.unread).toBe(3);
  });

  it('is what came after the message that was read', () => {
    const counted = count({ unread: 5 }, messageAt(1), messageAt(2, { from: me }), messageAt(3));
    expect(countRead(counted, 'm-1').unread).toBe(1);
    expect(countRead(counted, 'm-3').unread).toBe(0);
  });

  it('is everything that came since, when what was read is older', () => {
    expect(countRead(count({ unread: 5 }, messageAt(1)), 'before').unread).toBe(1);
    expect(countRead({ unread: 5 }, 'before').unread).toBe(0);
  });
});
