import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from './eventually.js';

describe('eventually', () => {
  it('returns what the assertion returned once it stops throwing', async () => {
    let attempts = 0;

    const result = await eventually(
      () => {
        attempts += 1;
        expect(attempts).toBeGreaterThanOrEqual(3);
        return `attempt ${attempts}`;
      },
      { intervalMs: 1 },
    );

    expect(result).toBe('attempt 3');
  });

  it('waits for asynchronous assertions', async () => {
    let attempts = 0;

    await eventually(
      async () => {
        attempts += 1;
        if (attempts < 2) throw new Error('not yet');
      },
      { intervalMs: 1 },
    );

    expect(attempts).toBe(2);
  });

  it('throws the last error of the assertion after the limit', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    let attempts = 0;

    const waiting = eventually(
      () => {
        attempts += 1;
        throw new Error(`failed ${attempts} times`);
      },
      { timeoutMs: 20, intervalMs: 5 },
    );

    const failure = expect(waiting).rejects.toThrow(/^failed 5 times$/);
    await vi.advanceTimersByTimeAsync(20);
    await failure;
  });

  it('tries once even without time', async () => {
    await expect(eventually(() => 'there', { timeoutMs: 0 })).resolves.toBe('there');
  });
});
