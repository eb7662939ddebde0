import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { atTime } from './at-time.js';

const DAY_MS = 86_400_000;

describe('atTime', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['in a second', 1_000],
    ['in two months', 60 * DAY_MS],
  ])('calls the action %s, not before', (_, delay) => {
    const action = vi.fn();
    atTime(Date.now() + delay, action);
    vi.advanceTimersByTime(delay - 1);
    expect(action).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(action).toHaveBeenCalledOnce();
  });

  it('calls the action soon when the time is past', () => {
    const action = vi.fn();
    atTime(Date.now() - 5, action);
    vi.advanceTimersByTime(1);
    expect(action).toHaveBeenCalledOnce();
  });

  it('can be called off, also on the way', () => {
    const action = vi.fn();
    const callOff = atTime(Date.now() + 60 * DAY_MS, action);
    vi.advanceTimersByTime(30 * DAY_MS);
    callOff();
    vi.advanceTimersByTime(31 * DAY_MS);
    expect(action).not.toHaveBeenCalled();
  });
});
