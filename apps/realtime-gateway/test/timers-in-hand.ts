import { onTestFinished, vi } from 'vitest';

/**
 * Takes the timers that are set from now on into the hand of the test; they go on by themselves as well, so that what waits and looks
 * again still does. Returns how to let time pass for them at once.
 */
export function timersInHand(): (ms: number) => void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  return (ms) => void vi.advanceTimersByTime(ms);
}
