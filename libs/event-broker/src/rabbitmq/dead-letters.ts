import type { ChannelModel, GetMessage } from 'amqplib';
import type { DeadLetter } from '../event-broker.js';
import { deadLetter } from './amqp-message.js';
import { closeChannel } from './lasting-channel.js';
import { deadLetterQueueOf } from './topology.js';

/**
 * RabbitMQ puts what is handed back behind what was handed back before. Taking everything each time keeps the order; in a
 * queue longer than this, it turns.
 */
const KEEPS_ORDER_UP_TO = 1_000;

const NOT_FOUND = 404;

/** Reads a dead-letter queue and hands everything back. */
export async function peekDeadLetters(
  model: ChannelModel,
  queue: string,
  limit: number,
): Promise<DeadLetter[]> {
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  const messages: GetMessage[] = [];
  try {
    while (messages.length < Math.max(limit, KEEPS_ORDER_UP_TO)) {
      const message = await channel.get(deadLetterQueueOf(queue), { noAck: false });
      if (!message) break;
      messages.push(message);
    }
    if (messages.length > 0) channel.nackAll(true);
  } catch (error) {
    // No such queue: nobody has consumed it yet.
    if (!(error instanceof Error && 'code' in error && error.code === NOT_FOUND)) throw error;
  } finally {
    await closeChannel(channel);
  }
  return messages.slice(0, limit).map(deadLetter);
}
