import { describe, expect, it } from 'vitest';
import { colleague, me, messageAt, packer } from '../../test/chat-room.js';
import { readersOfLast, withMark } from './read-marks.js';

const own = (minute: number) => messageAt(minute, { from: me });

describe('who has read the newest own message', () => {
  it('is nobody before anybody says so', () => {
    expect(readersOfLast([own(2), messageAt(1)], [], me.userId)).toEqual({ messageId: 'm-2', readers: [] });
  });

  it('is whoever has read up to it or further, but not the user', () => {
    const marks = [
      { reader: colleague, upTo: 'm-2' },
      { reader: packer, upTo: 'm-1' },
      { reader: me, upTo: 'm-2' },
    ].reduce(withMark, []);
    expect(readersOfLast([own(2), own(1)], marks, me.userId)?.readers).toEqual([colleague]);
    expect(
      readersOfLast([own(2), own(1)], withMark(marks, { reader: packer, upTo: 'm-2' }), me.userId)?.readers,
    ).toEqual([colleague, packer]);
  });

  it('is whoever answered', () => {
    expect(readersOfLast([messageAt(3, { from: packer }), own(2)], [], me.userId)?.readers).toEqual([packer]);
  });

  it('is not asked where the user has written nothing', () => {
    expect(readersOfLast([messageAt(1)], [], me.userId)).toBeUndefined();
  });
});
