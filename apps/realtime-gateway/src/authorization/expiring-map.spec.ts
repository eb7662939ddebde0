import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExpiringMap } from './expiring-map.js';

describe('ExpiringMap', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps a value for its time and not longer', () => {
    const map = new ExpiringMap<number>(1_000);
    map.set('a', 1);
    vi.advanceTimersByTime(999);
    expect(map.get('a')).toBe(1);
    vi.advanceTimersByTime(1);
    expect(map.get('a')).toBeUndefined();
  });

  it('counts the time anew when a value is set again', () => {
    const map = new ExpiringMap<number>(1_000);
    map.set('a', 1);
    vi.advanceTimersByTime(600);
    map.set('b', 2);
    map.set('a', 3);
    vi.advanceTimersByTime(600);
    expect([map.get('a'), map.get('b')]).toEqual([3, 2]);
  });

  it('does not grow with what has expired', () => {
    const map = new ExpiringMap<number>(1_000);
    for (let n = 0; n < 10_000; n += 1) {
      map.set(`key ${n}`, n);
      vi.advanceTimersByTime(10);
    }
    expect(map.size).toBeLessThanOrEqual(101);
  });
});
