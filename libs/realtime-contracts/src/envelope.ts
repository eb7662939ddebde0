import { z } from 'zod';
import { EPOCH } from './cursor.js';
import { isRoomId } from './rooms.js';

/** Who caused an event; both `null` when the system did. */
export const actorSchema = z.object({ userId: z.string().nullable(), deviceId: z.string().nullable() });
/** See {@link actorSchema}. */
export type Actor = z.infer<typeof actorSchema>;

/**
 * What travels through the broker, as a JSON body. `epoch` and `seq` come together: both set for an event
 * from an outbox, both absent for one that another service published straight to an exchange
 * (delivered live, not resumable).
 */
export const envelopeSchema = z
  .object({
    id: z.uuid(),
    name: z.string().min(1),
    version: z.int().positive(),
    /** Names rooms, so it must be able to. */
    organizationId: z.string().refine(isRoomId, 'cannot name an organization'),
    epoch: z.string().regex(EPOCH).optional(),
    seq: z.int().positive().optional(),
    occurredAt: z.iso.datetime(),
    actor: actorSchema,
    /** W3C Trace Context of the command that caused the event. */
    traceparent: z.string().optional(),
    payload: z.unknown(),
  })
  .refine(({ epoch, seq }) => (epoch === undefined) === (seq === undefined), 'epoch and seq come together');
/** See {@link envelopeSchema}. Its payload is checked by the definition of its name, not by the envelope. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** The part of an envelope that is repeated in flat string headers, so that a reader can skip without parsing. */
export type EnvelopeHeaders = {
  readonly id: string;
  readonly name: string;
  readonly 'organization-id': string;
  readonly epoch?: string;
  readonly seq?: string;
};

/** The headers of an envelope. Spread them into a message; they are already flat strings. */
export function envelopeHeaders({ id, name, organizationId, epoch, seq }: Envelope): EnvelopeHeaders {
  return {
    id,
    name,
    'organization-id': organizationId,
    ...(epoch !== undefined && seq !== undefined && { epoch, seq: String(seq) }),
  };
}
