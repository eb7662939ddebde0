import { describe, expect, it } from 'vitest';
import { me, messageAt } from '../../test/chat-room.js';
import { nextOutgoing, type Outgoing, type OutgoingAction, withOutgoing } from './outgoing.js';

const after = (...actions: OutgoingAction[]) => actions.reduce<readonly Outgoing[]>(nextOutgoing, []);
const sending = (clientMessageId: string) => ({ type: 'sending', clientMessageId, text: 'hello' }) as const;
const failure = new Error('no network');
const arrived = (minute: number, clientMessageId: string) => messageAt(minute, { from: me, clientMessageId });

describe('a message on its way', () => {
  it('can fail, and goes again under the same name, where it was', () => {
    const failed = after(sending('a'), sending('b'), {
      type: 'failed',
      clientMessageId: 'a',
      error: failure,
    });
    expect(failed).toMatchObject([
      { clientMessageId: 'a', state: 'failed', error: failure },
      { clientMessageId: 'b', state: 'sending' },
    ]);
    expect(nextOutgoing(failed, sending('a'))).toEqual(after(sending('a'), sending('b')));
  });

  it('can be given up', () => {
    expect(after(sending('a'), { type: 'dropped', clientMessageId: 'a' })).toEqual([]);
  });

  it('is a message of the conversation once it is answered, and stays one when its event comes', () => {
    const outgoing = after(sending('a'), { type: 'kept', clientMessageId: 'a', message: arrived(2, 'a') });
    const answered = withOutgoing([messageAt(1)], outgoing, me.userId);
    expect(answered).toEqual({ messages: [arrived(2, 'a'), messageAt(1)], underway: [] });
    expect(withOutgoing(answered.messages, outgoing, me.userId)).toEqual(answered);
  });

  it('has arrived when its event is there, though the answer was lost', () => {
    const failed = after(sending('a'), { type: 'failed', clientMessageId: 'a', error: failure });
    expect(withOutgoing([arrived(2, 'a')], failed, me.userId).underway).toEqual([]);
  });

  it('is not taken for the message of somebody else who calls his the same', () => {
    const theirs = messageAt(2, { clientMessageId: 'a' });
    expect(withOutgoing([theirs], after(sending('a')), me.userId).underway).toHaveLength(1);
  });
});
