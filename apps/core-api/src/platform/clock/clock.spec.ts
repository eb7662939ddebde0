import { describe, expect, it } from 'vitest';
import { FixedClock, SystemClock } from './clock.js';

describe('clocks', () => {
  it('the system clock tells the time', () => {
    const before = Date.now();
    const told = new SystemClock().now().getTime();
    const after = Date.now();
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(after);
  });

  it('a fixed clock moves only when told', () => {
    const clock = new FixedClock(new Date('2026-01-01T00:00:00Z'));
    clock.advance(1_500);
    expect(clock.now()).toEqual(new Date('2026-01-01T00:00:01.500Z'));
    clock.set(new Date('2027-01-01T00:00:00Z'));
    expect(clock.now()).toEqual(new Date('2027-01-01T00:00:00Z'));
  });
});
