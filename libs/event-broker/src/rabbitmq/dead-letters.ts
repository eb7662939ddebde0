import { setTimeout as delay } from 'node:timers/promises';
import type { Channel, ChannelModel, GetMessage } from 'amqplib';
import { BrokerUnavailable, type DeadLetter } from '../event-broker.js';
import { deadLetter } from './amqp-message.js';
import { closeChannel } from './lasting-channel.js';
import { deadLetterQueueOf } from './topology.js';

/**
 * RabbitMQ puts what is handed back behind what was handed back before. Taking everything each time keeps the order; in a
 * queue longer than this, it turns.
 */
const KEEPS_ORDER_UP_TO = 1_000;

/** How many letters are handed back at once; RabbitMQ begins to hold them back at 32. */
const AT_ONCE = 16;
const WAIT_MS = 10;
const MAX_WAITS = 500;

/** How long a look that another process holds up waits before it tries again. */
const LOOK_AGAIN_MS = 50;

const NOT_FOUND = 404;
const RESOURCE_LOCKED = 405;

/** Looks at dead letters over one connection. */
export class DeadLetterLooks {
  /** The last look at each queue. */
  readonly #looks = new Map<string, Promise<unknown>>();

  constructor(private readonly model: () => ChannelModel | undefined) {}

  /**
   * Reads the dead-letter queue and hands everything back. One look at a time: what one has in hand another would not see.
   * Rejects with `BrokerUnavailable`.
   */
  async look(queue: string, limit: number): Promise<DeadLetter[]> {
    const before = this.#looks.get(queue) ?? Promise.resolve();
    const look = before.then(() => this.#look(deadLetterQueueOf(queue), limit));
    const settled = look.catch(() => undefined);
    this.#looks.set(queue, settled);
    try {
      return await look;
    } finally {
      if (this.#looks.get(queue) === settled) this.#looks.delete(queue);
    }
  }

  async #look(queue: string, limit: number): Promise<DeadLetter[]> {
    try {
      const release = await this.#exclude(queue);
      const messages = await this.#withChannel((channel) => peek(channel, queue, limit)).finally(release);
      return messages.slice(0, limit).map(deadLetter);
    } catch (cause) {
      // No such queue: nobody has consumed it yet.
      if (codeOf(cause) === NOT_FOUND) return [];
      throw new BrokerUnavailable(`cannot look into ${queue}`, { cause });
    }
  }

  /**
   * Keeps other processes out: an exclusive queue is one connection's, and goes with it. It waits as long as another look takes;
   * of a process that is gone RabbitMQ finds out by its heartbeat, and gives back what it had in hand no sooner.
   */
  async #exclude(queue: string): Promise<() => Promise<void>> {
    const lock = `${queue}.look`;
    for (;;) {
      try {
        await this.#withChannel((channel) => channel.assertQueue(lock, { exclusive: true, durable: false }));
        return async () => void (await this.#withChannel((channel) => channel.deleteQueue(lock)));
      } catch (error) {
        if (codeOf(error) !== RESOURCE_LOCKED) throw error;
        await delay(LOOK_AGAIN_MS);
      }
    }
  }

  /** A channel of its own for each step: RabbitMQ closes the channel over what it refuses. */
  async #withChannel<T>(work: (channel: Channel) => Promise<T>): Promise<T> {
    const model = this.model();
    if (!model) throw new BrokerUnavailable('not connected to RabbitMQ');
    const channel = await model.createChannel();
    channel.on('error', () => undefined);
    try {
      return await work(channel);
    } finally {
      await closeChannel(channel);
    }
  }
}

async function peek(channel: Channel, queue: string, limit: number): Promise<GetMessage[]> {
  const messages: GetMessage[] = [];
  while (messages.length < Math.max(limit, KEEPS_ORDER_UP_TO)) {
    const message = await channel.get(queue, { noAck: false });
    if (!message) break;
    messages.push(message);
  }
  await handBack(channel, queue, messages);
  return messages;
}

/**
 * A few at a time, each when those before it are back: of many at once RabbitMQ holds some back, and when the channel closes
 * they return later, in reverse order.
 */
async function handBack(channel: Channel, queue: string, messages: readonly GetMessage[]): Promise<void> {
  let { messageCount: expected } = await channel.checkQueue(queue);
  let patience = MAX_WAITS;
  for (const [index, message] of messages.entries()) {
    channel.nack(message, false, true);
    expected += 1;
    if ((index + 1) % AT_ONCE > 0) continue;
    // What its queue forgets meanwhile does not come back.
    while (patience > 0 && (await channel.checkQueue(queue)).messageCount < expected) {
      patience -= 1;
      await delay(WAIT_MS);
    }
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
