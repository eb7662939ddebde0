import { describe, expect, it } from 'vitest';
import { StreamPosition } from './stream-position.js';

const now = 1_700_000_000_999;

describe('StreamPosition', () => {
  it('attaches a window back in time, in whole seconds, until something was handled', () => {
    const position = new StreamPosition({ windowMs: 60_000 }, now);
    const window = { '!': 'timestamp', value: 1_699_999_940 };
    expect(position.attachAt(10)).toEqual(window);
    expect(position.arrive(7)).toBeUndefined();
    expect(position.attachAt(20)).toEqual(window);
    expect(position.arrive(3)).toBeUndefined();
    position.resumeAt(4);
    expect(position.attachAt(30)).toBe(4);
  });

  it('attaches a window that is longer than time itself', () => {
    const position = new StreamPosition({ windowMs: Number.MAX_SAFE_INTEGER }, now);
    expect(position.attachAt(10)).toEqual({ '!': 'timestamp', value: 0 });
  });

  it('takes the end it is told for "next", and keeps it over a reconnect', () => {
    const position = new StreamPosition('next', now);
    expect(position.attachAt(10)).toBe(10);
    expect(position.attachAt(20)).toBe(10);
  });

  it('continues behind what was handled, also over the record at the beginning of a segment', () => {
    const position = new StreamPosition({ offset: 5 }, now);
    expect(position.attachAt(10)).toBe(5);
    expect([5, 6, 8, 9].map((offset) => position.arrive(offset))).toEqual(Array(4).fill(undefined));
    position.resumeAt(10);
    expect(position.attachAt(12)).toBe(10);
    expect(position.arrive(11)).toBeUndefined();
  });

  it('tells what expired, at the beginning and in between', () => {
    const position = new StreamPosition({ offset: 5 }, now);
    position.attachAt(100);
    expect(position.arrive(7)).toEqual({ expected: 5, actual: 7 });
    expect(position.arrive(8)).toBeUndefined();
    expect(position.arrive(50)).toEqual({ expected: 9, actual: 50 });
  });

  it('reads a stream from its beginning that ends before the position: it is another stream', () => {
    const position = new StreamPosition({ offset: 50 }, now);
    expect(position.attachAt(3)).toBe('first');
    expect(position.arrive(0)).toEqual({ expected: 50, actual: 0 });
    expect(position.arrive(1)).toBeUndefined();
  });

  it('tells a jump again when what precedes it was not handled', () => {
    const position = new StreamPosition({ offset: 5 }, now);
    position.attachAt(100);
    position.arrive(5);
    position.arrive(50);
    expect(position.attachAt(100)).toBe(5);
    expect(position.arrive(40)).toEqual({ expected: 5, actual: 40 });
  });
});
