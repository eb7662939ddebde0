import { idSchema } from '@business-control/realtime-contracts';
import { z } from 'zod';
import type { CoreApiCall } from '../core-api/core-api.client.js';

/** Somebody a path can name: what paths take for a way up names nobody. */
const userId = idSchema.refine((id) => id.isWellFormed() && id !== '.' && id !== '..');

/** How long a message may be is for core-api to say; `MAX_MESSAGE_BYTES` bounds it here. */
const written = {
  message: z.string().min(1),
  clientMessageId: z.string().min(1).max(100).optional(),
};

/** A conversation, named in exactly one way. */
const conversation = z.object({
  ticketId: z.uuid().optional(),
  channelId: z.uuid().optional(),
  userId: userId.optional(),
});
type Named = z.infer<typeof conversation>;
const namesOne = ({ ticketId, channelId, userId: person }: Named) =>
  [ticketId, channelId, person].filter((id) => id !== undefined).length === 1;

/** What each call of the chat asks core-api for. Nothing is decided here. */
export const chatRequests = {
  'chat:help': z
    .object({ ticketId: z.uuid().optional(), ...written })
    .transform(({ message, ...rest }) => post('/chat/help/messages', { text: message, ...rest })),
  'chat:staff': z
    .object({ channelId: z.uuid(), ...written })
    .transform(({ channelId, message, ...rest }) =>
      post(`/chat/channels/${channelId}/messages`, { text: message, ...rest }),
    ),
  'chat:message': z
    .object({ to: userId, ...written })
    .transform(({ to, message, ...rest }) =>
      post(`/chat/direct/${encodeURIComponent(to)}/messages`, { text: message, ...rest }),
    ),
  'chat:read': conversation
    .extend({ upTo: z.uuid().optional() })
    .refine(namesOne)
    .transform(({ upTo, ...named }) => post(`${pathOf(named)}/read`, { upTo })),
  'chat:history': conversation
    .extend({ before: z.uuid().optional(), limit: z.int().min(1).max(200).optional() })
    .refine(namesOne)
    .transform(({ before, limit, ...named }): CoreApiCall => {
      const page = new URLSearchParams();
      if (before !== undefined) page.set('before', before);
      if (limit !== undefined) page.set('limit', String(limit));
      const query = page.size > 0 ? `?${page}` : '';
      return { method: 'GET', path: `${pathOf(named)}/messages${query}` };
    }),
} as const;

/** A call that core-api answers. */
export type ChatCall = keyof typeof chatRequests;

function pathOf({ ticketId, channelId, userId: person }: Named): string {
  if (ticketId !== undefined) return `/chat/help/${ticketId}`;
  if (channelId !== undefined) return `/chat/channels/${channelId}`;
  return `/chat/direct/${encodeURIComponent(person ?? '')}`;
}

function post(path: string, body: unknown): CoreApiCall {
  return { method: 'POST', path, body };
}
