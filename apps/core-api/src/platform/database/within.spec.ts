import { describe, expect, it } from 'vitest';
import { within } from './within.js';

describe('within', () => {
  it('hands on an answer and a failure', async () => {
    await expect(within(1_000, Promise.resolve(7))).resolves.toBe(7);
    await expect(within(1_000, Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });

  it('does not wait for an answer that never comes', async () => {
    await expect(within(1, new Promise(() => undefined))).rejects.toThrow('no answer within 1 ms');
  });
});
