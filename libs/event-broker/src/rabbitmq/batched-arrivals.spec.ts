import { describe, expect, it } from 'vitest';
import { BatchedArrivals } from './batched-arrivals.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('BatchedArrivals', () => {
  it('hands on together what arrived in one turn of the event loop, up to the limit', async () => {
    const batches: (readonly number[])[] = [];
    const arrivals = new BatchedArrivals<number>(3, async (batch) => void batches.push(batch));
    for (const item of [1, 2, 3, 4]) arrivals.push(item);
    expect(batches).toEqual([]);
    await turn();
    arrivals.push(5);
    await turn();
    await turn();
    expect(batches).toEqual([[1, 2, 3], [4], [5]]);
  });

  it('handles one batch at a time; what arrives meanwhile is the next', async () => {
    const batches: (readonly number[])[] = [];
    const finish: (() => void)[] = [];
    const arrivals = new BatchedArrivals<number>(10, (batch) => {
      batches.push(batch);
      return new Promise((resolve) => finish.push(resolve));
    });
    arrivals.push(1);
    await turn();
    arrivals.push(2);
    arrivals.push(3);
    await turn();
    expect(batches).toEqual([[1]]);
    finish[0]?.();
    await turn();
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it('finishes the batch in progress when it is stopped, and forgets the rest', async () => {
    const batches: (readonly number[])[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const arrivals = new BatchedArrivals<number>(1, (batch) => {
      batches.push(batch);
      return promise;
    });
    arrivals.push(1);
    arrivals.push(2);
    await turn();
    let stopped = false;
    const stopping = arrivals.stop().then(() => {
      stopped = true;
    });
    arrivals.push(3);
    await turn();
    expect(stopped).toBe(false);
    resolve();
    await stopping;
    await turn();
    expect(batches).toEqual([[1]]);
  });
});
