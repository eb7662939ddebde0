import type { EventBroker } from '@business-control/event-broker';
import { startSpan } from '@business-control/telemetry';
import type { OutboxRow } from './outbox.repository.js';
import { messageOf } from './outgoing-message.js';

/** Publishes one event, in the trace of the command that caused it. Hands it to the broker before it returns. */
export async function publishRow(broker: Pick<EventBroker, 'publish'>, row: OutboxRow): Promise<void> {
  const message = messageOf(row);
  if (row.traceparent === null) return broker.publish(message);
  const span = startSpan(`publish ${row.name}`, row.traceparent, {
    kind: 'producer',
    attributes: {
      'messaging.destination.name': message.exchange,
      'messaging.message.id': message.id,
    },
  });
  try {
    await broker.publish(message);
    span.end();
  } catch (error) {
    span.end(error instanceof Error ? error.name : 'error');
    throw error;
  }
}
