import { z } from 'zod';

export const visitSchema = z.object({
  token: z.string().describe('opens the help conversation, over HTTP and at the gateway, and nothing else'),
  expiresIn: z.int().positive().describe('seconds'),
  visitorId: z.string().describe('the user id of the visitor'),
  ticketId: z.uuid().describe('the help conversation'),
});

/** What a visitor is given. */
export type Visit = z.infer<typeof visitSchema>;
