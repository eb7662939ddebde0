import type { IncomingMessage } from '@business-control/event-broker';
import {
  type Envelope,
  envelopeSchema,
  exchangeOf,
  isEventName,
  routingKeyOf,
} from '@business-control/realtime-contracts';
import type { z } from 'zod';
import { type Rejection, rejected } from './rejection.js';

/**
 * Reads what came from the broker. Any service may publish to an exchange, so nothing is taken for granted:
 * an envelope must have come the way its name says, and its headers must not name another organization.
 */
export function readEnvelope(
  message: IncomingMessage,
): { readonly ok: true; readonly envelope: Envelope } | Rejection {
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(message.body).toString('utf8'));
  } catch {
    return rejected('not-json');
  }
  const read = envelopeSchema.safeParse(body);
  if (!read.success) return rejected('not-an-envelope', issuesOf(read.error));
  const { name, organizationId } = read.data;
  if (
    !isEventName(name) ||
    message.exchange !== exchangeOf(name) ||
    message.routingKey !== routingKeyOf(name)
  ) {
    return rejected('wrong-route', `${message.exchange}/${message.routingKey}`);
  }
  if ((message.headers['organization-id'] ?? organizationId) !== organizationId) {
    return rejected('wrong-organization');
  }
  return { ok: true, envelope: read.data };
}

/** Where a value is wrong and how, without the value. */
export function issuesOf(error: z.ZodError): string {
  return error.issues.map(({ path, code }) => `${path.join('.') || '(root)'}: ${code}`).join(', ');
}
