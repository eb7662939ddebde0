import { eventually } from '@business-control/testing';
import { expect, it } from 'vitest';
import type { EventBroker } from '../event-broker.js';
import { message, numbered, record, texts } from './fixture.js';

export function describeTail(broker: () => EventBroker): void {
  const publish = async (...published: string[]) => {
    await Promise.all(published.map((text) => broker().publish(message(text))));
  };

  it('has caught up at once with an empty stream', async () => {
    const { tail, batches } = await record(broker());
    await tail.caughtUp;
    expect(tail.offset).toBeUndefined();
    expect(tail.connected).toBe(true);
    await publish('first');
    await eventually(() => expect(batches.map(texts)).toEqual([['first']]));
  });

  it('has caught up when everything that was there has been handled', async () => {
    await publish(...numbered(1_200));
    let handled = 0;
    const { tail } = await record(broker(), {
      onBatch: async (batch) => {
        await new Promise((resolve) => setImmediate(resolve));
        handled += batch.length;
      },
    });
    await tail.caughtUp;
    expect(handled).toBe(1_200);
  });

  it('goes on live after catching up', async () => {
    await publish('a', 'b');
    const { tail, messages, jumps } = await record(broker());
    await tail.caughtUp;
    await publish('c', 'd');
    await eventually(() => expect(texts(messages)).toEqual(['a', 'b', 'c', 'd']));
    expect(jumps).toEqual([]);
  });

  it('starts with the next message', async () => {
    await publish('old');
    const { tail, messages } = await record(broker(), { from: 'next' });
    await tail.caughtUp;
    await publish('new');
    await eventually(() => expect(texts(messages)).toEqual(['new']));
  });

  it('starts a window back in time', async () => {
    await publish('old');
    // RabbitMQ knows whole seconds; it takes one to get behind that of the old message.
    const begin = Date.now() + 1_100;
    await eventually(() => expect(Date.now()).toBeGreaterThan(begin + 700));
    await publish('new');
    const { tail, messages } = await record(broker(), { from: { windowMs: Date.now() - begin } });
    await tail.caughtUp;
    expect(texts(messages)).toEqual(['new']);
  });

  it('starts at a known offset', async () => {
    await publish(...numbered(50));
    const all = await record(broker());
    await all.tail.caughtUp;
    const offset = all.messages[30]?.offset ?? 0;
    const { tail, messages, jumps } = await record(broker(), { from: { offset } });
    await tail.caughtUp;
    expect(texts(messages)).toEqual(numbered(50).slice(30));
    expect(messages.map((it) => it.offset)).toEqual(all.messages.slice(30).map((it) => it.offset));
    expect(jumps).toEqual([]);
  });

  it('continues behind the last handled message of an earlier tail', async () => {
    await publish('a', 'b');
    const earlier = await record(broker());
    await earlier.tail.caughtUp;
    await earlier.tail.close();
    expect(earlier.tail.connected).toBe(false);
    await publish('c');
    const { tail, messages, jumps } = await record(broker(), {
      from: { offset: (earlier.tail.offset ?? 0) + 1 },
    });
    await tail.caughtUp;
    expect(texts(messages)).toEqual(['c']);
    expect(texts(earlier.messages)).toEqual(['a', 'b']);
    expect(jumps).toEqual([]);
  });

  it('tells when the stream never reached the offset, and reads all of it', async () => {
    await publish('a', 'b');
    const { tail, messages, jumps } = await record(broker(), { from: { offset: 5_000 } });
    await tail.caughtUp;
    expect(jumps).toEqual([{ expected: 5_000, actual: 0 }]);
    expect(texts(messages)).toEqual(['a', 'b']);
  });

  it('gathers what arrived together, and hands over one batch at a time, no larger than the prefetch', async () => {
    await publish(...numbered(900));
    let handling = 0;
    const sizes: number[] = [];
    const { tail } = await record(broker(), {
      prefetch: 100,
      onBatch: async (batch) => {
        handling += 1;
        expect(handling).toBe(1);
        sizes.push(batch.length);
        await new Promise((resolve) => setTimeout(resolve, 2));
        handling -= 1;
      },
    });
    await tail.caughtUp;
    expect(sizes.reduce((sum, size) => sum + size)).toBe(900);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    expect(sizes.length).toBeLessThan(450);
  });

  it('is never called back within publish', async () => {
    let publishing = false;
    const within: boolean[] = [];
    const { tail } = await record(broker(), { from: 'next', onBatch: () => void within.push(publishing) });
    await tail.caughtUp;
    publishing = true;
    const published = publish('a', 'b');
    publishing = false;
    await published;
    await eventually(() => expect(within).not.toEqual([]));
    expect(within).not.toContain(true);
  });

  it('reads a rejected batch again, and nothing is lost or skipped', async () => {
    await publish(...numbered(300));
    const handled: string[] = [];
    let rejections = 0;
    const { tail, jumps } = await record(broker(), {
      prefetch: 100,
      onBatch: async (batch) => {
        if (handled.length >= 100 && rejections < 2) {
          rejections += 1;
          throw new Error('not now');
        }
        handled.push(...texts(batch));
      },
    });
    await tail.caughtUp;
    expect(rejections).toBe(2);
    expect(handled).toEqual(numbered(300));
    expect(jumps).toEqual([]);
  });

  it('gives every tail everything', async () => {
    const first = await record(broker());
    const second = await record(broker());
    await Promise.all([first.tail.caughtUp, second.tail.caughtUp]);
    await publish(...numbered(200));
    await eventually(() => {
      expect(texts(first.messages)).toEqual(numbered(200));
      expect(texts(second.messages)).toEqual(numbered(200));
    });
  });

  it('finishes the batch in progress when it is closed, and takes no other', async () => {
    await publish(...numbered(10));
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    let batches = 0;
    let finished = false;
    const { tail } = await record(broker(), {
      prefetch: 5,
      onBatch: async () => {
        batches += 1;
        begun.resolve();
        await finish.promise;
        finished = true;
      },
    });
    await begun.promise;
    const closed = tail.close();
    finish.resolve();
    await closed;
    expect(finished).toBe(true);
    expect(batches).toBe(1);
    await expect(tail.caughtUp).rejects.toThrow('closed');
  });
}
