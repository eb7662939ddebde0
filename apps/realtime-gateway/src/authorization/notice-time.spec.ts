import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noticeTime } from './notice-time.js';

it('is the lead before the end of a long token, and half way for a short one', () => {
  expect(noticeTime(1_000, 901_000, 60_000)).toBe(841_000);
  expect(noticeTime(1_000, 31_000, 60_000)).toBe(16_000);
});

it('is never past while the token is good, and never after its end', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), fc.nat(1e6), (now, left, lead) => {
      const time = noticeTime(now, now + left, lead);
      expect(time).toBeGreaterThanOrEqual(now);
      expect(time).toBeLessThanOrEqual(now + left);
    }),
  );
});
