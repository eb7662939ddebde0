import { z } from 'zod';

/** An id that can name a room; identity providers stay within its length (Firebase: 128). */
export const idSchema = z.string().min(1).max(128);

/** Somebody, as screens name them. */
export const personSchema = z.object({ userId: idSchema, displayName: z.string() });
/** See {@link personSchema}. */
export type PersonPayload = z.infer<typeof personSchema>;
