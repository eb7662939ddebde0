import { randomUUID } from 'node:crypto';
import type { ChannelModel, ConsumeMessage, Message } from 'amqplib';
import { pause } from '../pause.js';
import { numberHeader, stringHeader } from './amqp-message.js';
import { closeChannel } from './lasting-channel.js';
import type { Publisher } from './publisher.js';

const PROBE_HEADER = 'x-stream-probe';
const PREFETCH = 100;
const REPEAT_MS = 500;

/** Whether a message of a stream is a probe, which is nobody's event. */
export function isProbe(message: Message): boolean {
  return stringHeader(message, PROBE_HEADER) !== undefined;
}

export function offsetOf(message: Message): number {
  const offset = numberHeader(message, 'x-stream-offset');
  if (offset === undefined) throw new Error('a message of a stream carries no offset');
  return offset;
}

export interface StreamProbe {
  readonly model: ChannelModel;
  readonly publisher: Publisher;
  readonly stream: string;
  /** Gives up. */
  readonly signal: AbortSignal;
}

/**
 * Finds the end of a stream, which AMQP 0-9-1 has no question for: publishes a message of its own straight to the stream and
 * sees where it went. Everything that was in the stream at the time of the call lies before the returned offset.
 */
export async function probeStreamEnd({ model, publisher, stream, signal }: StreamProbe): Promise<number> {
  const id = randomUUID();
  const ended = new AbortController();
  const over = AbortSignal.any([signal, ended.signal]);
  let end: number | undefined;
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  channel.on('close', () => ended.abort());
  const onMessage = (message: ConsumeMessage | null) => {
    if (message && stringHeader(message, PROBE_HEADER) === id) end ??= offsetOf(message);
    if (message && end === undefined) channel.ack(message);
    else ended.abort();
  };
  try {
    await channel.prefetch(PREFETCH);
    await channel.consume(stream, onMessage, { arguments: { 'x-stream-offset': 'next' } });
    // Repeated, because RabbitMQ confirms a consumer before "next" is decided: the first probe may already lie behind it.
    while (!over.aborted) {
      await Promise.race([publisher.publishToQueue(stream, probeMessage(id)), aborted(over)]);
      await pause(REPEAT_MS, over);
    }
  } finally {
    await closeChannel(channel);
  }
  if (end === undefined) throw new Error(`the end of stream ${stream} was not found: the stream went away`);
  return end;
}

function probeMessage(id: string) {
  return { exchange: '', routingKey: '', id, headers: { [PROBE_HEADER]: id }, body: new Uint8Array() };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
