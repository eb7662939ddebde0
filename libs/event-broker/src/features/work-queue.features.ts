import { eventually } from '@business-control/testing';
import { expect, it, vi } from 'vitest';
import type { Disposition, EventBroker } from '../event-broker.js';
import { message, numbered, record, texts, workQueue } from './fixture.js';

const ack: Disposition = { outcome: 'ack' };

export function describeWorkQueue(broker: () => EventBroker): void {
  const publish = async (...published: string[]) => {
    for (const text of published) await broker().publish(message(text));
  };

  it('handles every message once, in order, and hands it over as it was published', async () => {
    const handled: string[] = [];
    const attempts = new Set<number>();
    const sent = message('last', { headers: { seq: '7' } });
    let last: unknown;
    await broker().consume(
      workQueue({
        handle: async ({ attempt, ...rest }) => {
          handled.push(...texts([rest]));
          attempts.add(attempt);
          last = { ...rest, body: Buffer.from(rest.body) };
          return ack;
        },
      }),
    );
    await publish(...numbered(50));
    await broker().publish(sent);
    await eventually(() => expect(handled).toEqual([...numbered(50), 'last']));
    expect([...attempts]).toEqual([1]);
    expect(last).toEqual(sent);
  });

  it('gets only what is published after it was declared, and keeps it while nobody consumes', async () => {
    const handled: string[] = [];
    const options = workQueue({
      handle: async (it) => {
        handled.push(...texts([it]));
        return ack;
      },
    });
    await publish('too early');
    const first = await broker().consume(options);
    await first.close();
    await publish('a', 'b');
    await broker().consume(options);
    await eventually(() => expect(handled).toEqual(['a', 'b']));
  });

  it('tries again on retry, and on a thrown error, counting the attempts', async () => {
    const attempts: [string, number][] = [];
    await broker().consume(
      workQueue({
        handle: async ({ body, attempt }) => {
          const text = Buffer.from(body).toString();
          attempts.push([text, attempt]);
          if (text === 'retried' && attempt === 1) return { outcome: 'retry' };
          if (text === 'retried' && attempt === 2) throw new Error('not now');
          return ack;
        },
      }),
    );
    await publish('retried', 'next');
    await eventually(() => {
      expect(attempts.filter(([text]) => text === 'retried').map(([, attempt]) => attempt)).toEqual([
        1, 2, 3,
      ]);
      expect(attempts.filter(([text]) => text === 'next')).toEqual([['next', 1]]);
    });
  });

  it('dead-letters with the reason, and leaves dead letters where they are when they are looked at', async () => {
    const options = workQueue({
      handle: async ({ body }) =>
        Buffer.from(body).toString() === 'bad' ? { outcome: 'dead-letter', reason: 'unreadable' } : ack,
    });
    await broker().consume(options);
    const sent = message('bad', {
      routingKey: 'pos.cart.confirmed',
      headers: { name: 'pos:cart:confirmed' },
    });
    await broker().publish(sent);
    await publish('good', 'bad', 'bad');
    await eventually(async () => expect(await broker().deadLetters(options.queue, 10)).toHaveLength(3));
    for (let look = 0; look < 3; look++) {
      const [oldest, ...others] = await broker().deadLetters(options.queue, 2);
      expect(others).toHaveLength(1);
      expect({ ...oldest, body: sent.body }).toEqual({ ...sent, reason: 'unreadable' });
    }
    expect(await broker().deadLetters('no-such-queue', 10)).toEqual([]);
  });

  it('shows every dead letter to each who looks, also when many look at once', async () => {
    const options = workQueue({ handle: async () => ({ outcome: 'dead-letter', reason: 'bad' }) });
    await broker().consume(options);
    await publish(...numbered(20));
    await eventually(async () => expect(await broker().deadLetters(options.queue, 20)).toHaveLength(20));
    const looks = Array.from({ length: 8 }, () => broker().deadLetters(options.queue, 20));
    for (const letters of await Promise.all(looks)) expect(texts(letters)).toEqual(numbered(20));
    await expect(Promise.all([1, 2].map(() => broker().deadLetters('no-such-queue', 1)))).resolves.toEqual([
      [],
      [],
    ]);
  });

  it('dead-letters at the delivery limit; a poison message does not stop the rest', async () => {
    const attempts: number[] = [];
    const handled: string[] = [];
    const options = workQueue({
      deliveryLimit: 3,
      handle: async ({ body, attempt }) => {
        const text = Buffer.from(body).toString();
        if (text !== 'poison') {
          handled.push(text);
          return ack;
        }
        attempts.push(attempt);
        throw new Error('cannot');
      },
    });
    await broker().consume(options);
    const poison = message('poison', { routingKey: 'pos.cart.updated' });
    await broker().publish(poison);
    await publish(...numbered(20));
    await eventually(() => expect(handled).toEqual(numbered(20)));
    await eventually(async () => {
      const dead = await broker().deadLetters(options.queue, 10);
      expect(dead.map((it) => ({ ...it, body: poison.body }))).toEqual([
        { ...poison, reason: 'delivery-limit' },
      ]);
    });
    expect(attempts).toEqual([1, 2, 3]);
  });

  it('dead-letters at the first failure when one delivery is the limit', async () => {
    const attempts: number[] = [];
    const options = workQueue({
      deliveryLimit: 1,
      handle: async ({ attempt }) => {
        attempts.push(attempt);
        return { outcome: 'retry' };
      },
    });
    await broker().consume(options);
    await publish('once');
    await eventually(async () => expect(await broker().deadLetters(options.queue, 10)).toHaveLength(1));
    expect(attempts).toEqual([1]);
  });

  it('shares the messages of a queue among its consumers', async () => {
    const handled: Record<string, string[]> = { a: [], b: [] };
    const options = (name: string) =>
      workQueue({
        queue: 'shared',
        handle: async (it) => {
          handled[name]?.push(...texts([it]));
          await new Promise((resolve) => setTimeout(resolve, 2));
          return ack;
        },
      });
    await broker().consume(options('a'));
    await broker().consume(options('b'));
    await publish(...numbered(60));
    const all = () => [...(handled.a ?? []), ...(handled.b ?? [])];
    await eventually(() => expect(all().sort()).toEqual(numbered(60).sort()));
    expect(handled.a?.length).toBeGreaterThan(0);
    expect(handled.b?.length).toBeGreaterThan(0);
  });

  it('handles no more than the prefetch at the same time', async () => {
    const four = Promise.withResolvers<void>();
    let handling = 0;
    let most = 0;
    let done = 0;
    await broker().consume(
      workQueue({
        prefetch: 4,
        handle: async () => {
          handling += 1;
          most = Math.max(most, handling);
          if (handling === 4) four.resolve();
          await four.promise;
          await new Promise((resolve) => setTimeout(resolve, 5));
          handling -= 1;
          done += 1;
          return ack;
        },
      }),
    );
    await publish(...numbered(40));
    await eventually(() => expect(done).toBe(40));
    expect(most).toBe(4);
  });

  it('has one active consumer, in order; the next takes over when it goes', async () => {
    const handled: [string, string][] = [];
    const options = (name: string) =>
      workQueue({
        queue: 'single',
        singleActiveConsumer: true,
        handle: async (it) => {
          handled.push([name, ...texts([it])] as [string, string]);
          return ack;
        },
      });
    const active = await broker().consume(options('a'));
    await broker().consume(options('b'));
    await publish(...numbered(20));
    await eventually(() => expect(handled).toEqual(numbered(20).map((text) => ['a', text])));
    await active.close();
    await publish(...numbered(20, 'later-'));
    await eventually(() =>
      expect(handled.slice(20)).toEqual(numbered(20, 'later-').map((text) => ['b', text])),
    );
  });

  it('lets the next take over only when it has finished', async () => {
    const proceed = Promise.withResolvers<void>();
    const steps: string[] = [];
    const single = { queue: 'single', singleActiveConsumer: true };
    const active = await broker().consume(
      workQueue({
        ...single,
        handle: async (it) => {
          steps.push(...texts([it]).map((text) => `${text} begins`));
          await proceed.promise;
          return { outcome: 'dead-letter', reason: 'seen' };
        },
      }),
    );
    await broker().consume(
      workQueue({
        ...single,
        handle: async (it) => {
          const dead = texts(await broker().deadLetters('single', 10));
          steps.push(...texts([it]).map((text) => `${text} finds ${dead}`));
          return ack;
        },
      }),
    );
    // The fence: it gets what it gets after the other would have taken over.
    const fence: string[] = [];
    await broker().consume(
      workQueue({
        handle: async (it) => {
          fence.push(...texts([it]));
          return ack;
        },
      }),
    );
    await publish('a', 'b');
    await eventually(() => expect(steps).toEqual(['a begins']));
    const closed = active.close();
    await publish('c');
    await eventually(() => expect(fence).toContain('c'));
    expect(steps).toEqual(['a begins']);
    proceed.resolve();
    await closed;
    await eventually(() => expect(steps).toEqual(['a begins', 'b finds a', 'c finds a']));
  });

  it('finishes what is in flight when it is closed, and leaves the rest', async () => {
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const handled: string[] = [];
    const options = workQueue({
      handle: async (it) => {
        begun.resolve();
        await finish.promise;
        handled.push(...texts([it]));
        return ack;
      },
    });
    const consumer = await broker().consume(options);
    await publish('a', 'b', 'c');
    await begun.promise;
    const closed = consumer.close();
    finish.resolve();
    await closed;
    expect(handled).toEqual(['a']);
    await broker().consume(options);
    await eventually(() => expect(handled).toEqual(['a', 'b', 'c']));
  });

  it('gives a message that waits for its retry back when it is closed', async () => {
    const attempts: number[] = [];
    const again = Promise.withResolvers<void>();
    const options = workQueue({
      handle: async ({ attempt }) => {
        attempts.push(attempt);
        if (attempt > 1) again.resolve();
        return attempt > 1 ? ack : { outcome: 'retry' };
      },
    });
    const consumer = await broker().consume(options);
    // It would wait for ever.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await publish('a');
      while (vi.getTimerCount() === 0 || attempts.length === 0)
        await new Promise((resolve) => setImmediate(resolve));
      expect(attempts).toEqual([1]);
      await consumer.close();
      await broker().consume(options);
      await again.promise;
    } finally {
      vi.useRealTimers();
    }
    expect(attempts).toEqual([1, 2]);
  });

  it('gets what the stream does not: the messages of a work exchange', async () => {
    const handled: string[] = [];
    const bindings = [{ exchange: 'realtime.work', routingKey: 'socket.*' }];
    const { messages } = await record(broker());
    await broker().consume(
      workQueue({
        bindings,
        handle: async (it) => {
          handled.push(...texts([it]));
          return ack;
        },
      }),
    );
    await broker().publish(message('work', { exchange: 'realtime.work', routingKey: 'socket.opened' }));
    await publish('fence');
    await eventually(() => expect(handled).toEqual(['work']));
    await eventually(() => expect(texts(messages)).toEqual(['fence']));
  });

  it('tells the publisher to a work exchange when no queue is bound', async () => {
    const unbound = message('nobody', { exchange: 'realtime.work', routingKey: 'socket.unbound' });
    await expect(broker().publish(unbound)).rejects.toMatchObject({ code: 'broker.unroutable' });
  });

  it('keeps no more dead letters than it may: the newest', async () => {
    const options = workQueue({
      deadLetterBounds: { maxCount: 3, maxAgeMs: 60_000 },
      handle: async () => ({ outcome: 'dead-letter', reason: 'bad' }),
    });
    await broker().consume(options);
    await publish(...numbered(5));
    await eventually(async () =>
      expect(texts(await broker().deadLetters(options.queue, 10))).toEqual(['2', '3', '4']),
    );
  });

  it('forgets dead letters that are older than they may be', async () => {
    const options = (maxAgeMs: number) =>
      workQueue({
        deadLetterBounds: { maxCount: 10, maxAgeMs },
        handle: async ({ body }) =>
          Buffer.from(body).toString() === 'old' ? { outcome: 'dead-letter', reason: 'bad' } : ack,
      });
    const [forgetful, patient] = [options(300), options(60_000)];
    const handled: string[] = [];
    const handle: typeof forgetful.handle = (it) => {
      handled.push(...texts([it]));
      return forgetful.handle(it);
    };
    await broker().consume({ ...forgetful, handle });
    await broker().consume(patient);
    await publish('old', 'next');
    // What comes after it is handled when it lies among the dead letters.
    await eventually(() => expect(handled).toEqual(['old', 'next']));
    await eventually(async () => expect(await broker().deadLetters(forgetful.queue, 10)).toEqual([]));
    await eventually(async () =>
      expect(texts(await broker().deadLetters(patient.queue, 10))).toEqual(['old']),
    );
  });
}
