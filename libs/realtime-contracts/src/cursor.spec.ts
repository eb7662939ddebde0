import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EPOCH, formatCursor, parseCursor } from './cursor.js';

const position = fc.record({ epoch: fc.stringMatching(EPOCH), seq: fc.maxSafeNat() });

describe('cursor', () => {
  it('is read back as the position it was made from', () => {
    fc.assert(
      fc.property(position, (from) => {
        expect(parseCursor(formatCursor(from))).toEqual(from);
      }),
    );
  });

  it('is the only spelling of its position', () => {
    const nearly = fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{1,3}[._-]{1,2}[0-9+e.-]{1,20}$/));
    fc.assert(
      fc.property(nearly, (text) => {
        const parsed = parseCursor(text);
        if (parsed) expect(formatCursor(parsed)).toBe(text);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['no sequence number', 'epoch'],
    ['an empty sequence number', 'epoch.'],
    ['an empty epoch', '.1'],
    ['a leading zero', 'epoch.01'],
    ['a sign', 'epoch.-1'],
    ['an exponent', 'epoch.1e3'],
    ['a number past the safe integers', 'epoch.9007199254740992'],
    ['three parts', 'epoch.1.2'],
    ['white space', 'epoch.1 '],
    ['a line break', 'epoch.1\n'],
    ['an epoch of more than 64 characters', `${'e'.repeat(65)}.1`],
  ])('refuses %s', (_, text) => {
    expect(parseCursor(text)).toBeUndefined();
  });

  it('starts before the first event', () => {
    expect(parseCursor('epoch.0')).toEqual({ epoch: 'epoch', seq: 0 });
  });
});
