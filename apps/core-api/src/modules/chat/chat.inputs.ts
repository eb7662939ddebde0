import { MAX_MESSAGE_LENGTH } from '@business-control/realtime-contracts';
import { z } from 'zod';
import { limitInput } from '../../platform/http/paging.js';

/** What every message is sent with. */
export const messageInput = z.object({
  text: z.string().trim().min(1).max(MAX_MESSAGE_LENGTH),
  clientMessageId: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('what the sender calls it: sent again under the same name, it is not a second message'),
});

export const readInput = z.object({
  upTo: z.uuid().optional().describe('the newest message that was read; the last there is unless given'),
});

export const historyInput = z.object({
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const channelNameInput = z.string().trim().min(1).max(80);

export const subjectInput = z.string().trim().min(1).max(200).nullable().default(null);
