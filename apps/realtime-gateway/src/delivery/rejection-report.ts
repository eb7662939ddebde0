import { createHash } from 'node:crypto';
import type { OutgoingMessage, StreamMessage } from '@business-control/event-broker';
import { GATEWAY_FACTS_EXCHANGE } from '@business-control/realtime-contracts';
import type { Rejection } from './rejection.js';

/** The work queue of reports; what is kept is in its dead-letter queue, `realtime.rejected.dead`. */
export const REJECTED_QUEUE = 'realtime.rejected';
export const REJECTED_ROUTING_KEY = 'realtime.rejected';
export const REASON_HEADER = 'rejected-reason';

const MAX_DETAIL_LENGTH = 500;

/**
 * The rejected message as it is kept: its body to the byte, its headers, and beside them why and where it was seen. Every
 * gateway makes a report of the same id for the same message, also when the stream is created anew and counts from 0.
 */
export function rejectionReport(message: StreamMessage, rejection: Rejection, seenAt: Date): OutgoingMessage {
  const { exchange, routingKey, id, offset, headers, body } = message;
  const identity = JSON.stringify([offset, exchange, routingKey, id]);
  return {
    exchange: GATEWAY_FACTS_EXCHANGE,
    routingKey: REJECTED_ROUTING_KEY,
    id: createHash('sha256').update(identity).update(body).digest('base64url'),
    headers: {
      ...headers,
      [REASON_HEADER]: rejection.reason,
      'rejected-detail': (rejection.detail ?? '').slice(0, MAX_DETAIL_LENGTH),
      'rejected-exchange': exchange,
      'rejected-routing-key': routingKey,
      'rejected-message-id': id,
      'rejected-offset': String(offset),
      'rejected-at': seenAt.toISOString(),
    },
    body,
  };
}
