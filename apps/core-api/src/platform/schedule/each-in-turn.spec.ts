import { describe, expect, it } from 'vitest';
import { eachInTurn } from './each-in-turn.js';

describe('doing something for each in turn', () => {
  it('passes nobody over because of another, and fails in the end', async () => {
    const done: number[] = [];
    const work = eachInTurn([1, 2, 3], new AbortController().signal, async (item) => {
      if (item === 2) throw new Error('two');
      done.push(item);
    });
    await expect(work).rejects.toMatchObject({ errors: [new Error('two')] });
    expect(done).toEqual([1, 3]);
  });

  it('ends with the run', async () => {
    const ending = new AbortController();
    const done: number[] = [];
    await eachInTurn([1, 2, 3], ending.signal, async (item) => {
      done.push(item);
      ending.abort();
    });
    expect(done).toEqual([1]);
  });
});
