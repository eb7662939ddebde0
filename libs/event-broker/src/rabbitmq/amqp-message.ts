import type { Message, Options } from 'amqplib';
import type { DeadLetter, IncomingMessage, OutgoingMessage } from '../event-broker.js';
import { DELIVERY_LIMIT_REASON } from '../work-queue-defaults.js';

/** Where a dead letter comes from, when it was our decision; RabbitMQ's own `x-death` tells the rest. */
const DEAD = { reason: 'x-dead-reason', exchange: 'x-dead-exchange', routingKey: 'x-dead-routing-key' };

export function publishOptions({ id, headers }: OutgoingMessage): Options.Publish {
  return { messageId: id, headers, mandatory: true, deliveryMode: 2 };
}

export function contentOf({ body }: OutgoingMessage): Buffer {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

export function incomingMessage({ fields, properties, content }: Message): IncomingMessage {
  return {
    exchange: fields.exchange,
    routingKey: fields.routingKey,
    id: String(properties.messageId ?? ''),
    headers: applicationHeaders(properties.headers ?? {}),
    body: content,
  };
}

export function numberHeader({ properties }: Message, name: string): number | undefined {
  const value: unknown = properties.headers?.[name];
  return typeof value === 'number' ? value : undefined;
}

export function stringHeader({ properties }: Message, name: string): string | undefined {
  const value: unknown = properties.headers?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** The message as it goes to a dead-letter queue, knowing why and where from. */
export function asDeadLetter(message: IncomingMessage, reason: string): OutgoingMessage {
  return {
    ...message,
    headers: {
      ...message.headers,
      [DEAD.reason]: reason,
      [DEAD.exchange]: message.exchange,
      [DEAD.routingKey]: message.routingKey,
    },
  };
}

export function deadLetter(message: Message): DeadLetter {
  const death = message.properties.headers?.['x-death']?.[0];
  return {
    ...incomingMessage(message),
    exchange: stringHeader(message, DEAD.exchange) ?? death?.exchange ?? '',
    routingKey: stringHeader(message, DEAD.routingKey) ?? death?.['routing-keys'][0] ?? '',
    reason: stringHeader(message, DEAD.reason) ?? brokerReason(death?.reason),
  };
}

function brokerReason(reason: string | undefined): string {
  return reason === 'delivery_limit' ? DELIVERY_LIMIT_REASON : (reason ?? 'unknown');
}

/** Names that begin with `x-` are the broker's. */
function applicationHeaders(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === 'string' && !name.startsWith('x-')) kept[name] = value;
  }
  return kept;
}
