import type { Envelope } from '@business-control/realtime-contracts';
import { startSpan } from '@business-control/telemetry';

/** Runs a reaction in the trace of the command that caused the fact, when there is one: its events continue that trace. */
export async function inTraceOf<T>(
  { id, traceparent }: Pick<Envelope, 'id' | 'traceparent'>,
  queue: string,
  react: () => Promise<T>,
): Promise<T> {
  if (traceparent === undefined) return react();
  const span = startSpan(`react ${queue}`, traceparent, {
    kind: 'consumer',
    attributes: { 'messaging.destination.name': queue, 'messaging.message.id': id },
  });
  try {
    const answer = await span.run(react);
    span.end();
    return answer;
  } catch (error) {
    span.end(error instanceof Error ? error.name : 'error');
    throw error;
  }
}
