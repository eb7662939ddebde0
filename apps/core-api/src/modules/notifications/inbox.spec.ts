import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyInbox, type Inbox, readInbox, unreadIn } from './inbox.js';

describe('an inbox', () => {
  it('starts with nothing to read', () => {
    expect(unreadIn(emptyInbox)).toBe(0);
    expect(readInbox(emptyInbox, 0)).toBeUndefined();
  });

  it('is read up to a place', () => {
    expect(readInbox({ newest: 5, readUpTo: 1 }, 3)).toEqual({ newest: 5, readUpTo: 3 });
  });

  it('does not change when it was read that far already', () => {
    expect(readInbox({ newest: 5, readUpTo: 3 }, 3)).toBeUndefined();
    expect(readInbox({ newest: 5, readUpTo: 3 }, 2)).toBeUndefined();
  });

  it('has unread what came after the furthest place that was read, whatever happened in between', () => {
    const steps = fc.array(fc.oneof(fc.constant('new' as const), fc.integer({ min: 0, max: 30 })));
    fc.assert(
      fc.property(steps, (happened) => {
        let inbox: Inbox = emptyInbox;
        const unread = new Set<number>();
        for (const step of happened) {
          if (step === 'new') {
            inbox = { ...inbox, newest: inbox.newest + 1 };
            unread.add(inbox.newest);
          } else {
            inbox = readInbox(inbox, step) ?? inbox;
            for (const place of unread) if (place <= step) unread.delete(place);
          }
          expect(unreadIn(inbox)).toBe(unread.size);
        }
      }),
    );
  });
});
