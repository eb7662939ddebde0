import type { IncomingMessage } from '@business-control/event-broker';
import { envelopeSchema } from '@business-control/realtime-contracts';
import type { z } from 'zod';
import type { Cause, FactOf } from './reaction.js';

type Read<Schema extends z.ZodType> =
  | { readonly ok: true; readonly fact: FactOf<Schema> }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads what a queue holds. Any service may publish to an exchange, so nothing is taken for granted. The reason names fields
 * and codes, never values.
 */
export function readFact<Schema extends z.ZodType>(
  message: IncomingMessage,
  cause: Cause<Schema>,
): Read<Schema> {
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(message.body).toString('utf8'));
  } catch {
    return { ok: false, reason: 'not-json' };
  }
  const envelope = envelopeSchema.safeParse(body);
  if (!envelope.success) return { ok: false, reason: `not-an-envelope (${faultsOf(envelope.error)})` };
  const { name, version, organizationId } = envelope.data;
  if (name !== cause.name) return { ok: false, reason: 'wrong-route' };
  if (version !== cause.version) return { ok: false, reason: 'wrong-version' };
  if ((message.headers['organization-id'] ?? organizationId) !== organizationId) {
    return { ok: false, reason: 'wrong-organization' };
  }
  const payload = cause.payload.safeParse(envelope.data.payload);
  if (!payload.success) return { ok: false, reason: `invalid-payload (${faultsOf(payload.error)})` };
  return { ok: true, fact: { ...envelope.data, payload: payload.data } };
}

function faultsOf(error: z.ZodError): string {
  return error.issues.map(({ path, code }) => `${path.join('.') || '(root)'}: ${code}`).join(', ');
}
