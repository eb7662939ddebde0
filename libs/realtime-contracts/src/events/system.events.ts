import { z } from 'zod';
import { defineEvent } from '../define-event.js';

/** Something people should know, found by a rule. */
export const systemMessageSchema = z.object({
  messageId: z.uuid(),
  code: z
    .enum([
      'low-stock',
      'out-of-stock',
      'back-in-stock',
      'product-expired',
      'product-expiring',
      'cash-limit-exceeded',
      'task-failed',
      'task-recovered',
    ])
    .describe('the rule that found it'),
  title: z.string(),
  text: z.string(),
  subject: z
    .object({ kind: z.enum(['product', 'batch', 'workstation', 'task']), id: z.string() })
    .describe('what it is about'),
  facts: z
    .record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), z.union([z.string(), z.number(), z.null()]))
    .describe('the figures behind the text'),
  raisedAt: z.iso.datetime(),
});
/** See {@link systemMessageSchema}. */
export type SystemMessagePayload = z.infer<typeof systemMessageSchema>;

const systemMessage = (summary: string) =>
  defineEvent({
    version: 1,
    summary,
    payload: systemMessageSchema,
    permission: 'alerts.read',
    audience: { organization: true },
    delivery: 'durable',
  });

/** What rules find, by how urgent it is. */
export const systemEvents = {
  'system:alert': systemMessage('A rule found something that must be dealt with now'),
  'system:warning': systemMessage('A rule found something that will become a problem'),
  'system:info': systemMessage('A rule found something worth knowing'),
};
