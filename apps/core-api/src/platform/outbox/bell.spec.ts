import { describe, expect, it } from 'vitest';
import { Bell } from './bell.js';

const never = new AbortController().signal;

describe('the bell', () => {
  it('wakes who waits', async () => {
    const bell = new Bell();
    const waiting = bell.wait(60_000, never);
    bell.ring();
    await waiting;
  });

  it('keeps one ring for who is not waiting yet', async () => {
    const bell = new Bell();
    bell.ring();
    bell.ring();
    await bell.wait(60_000, never);
    const before = performance.now();
    await bell.wait(30, never);
    expect(performance.now() - before).toBeGreaterThan(20);
  });

  it('gives up when the signal aborts, before or while waiting', async () => {
    const bell = new Bell();
    await bell.wait(60_000, AbortSignal.abort());
    const end = new AbortController();
    const waiting = bell.wait(60_000, end.signal);
    end.abort();
    await waiting;
  });
});
