import { idSchema, type PublicRoomName, publicRoomName } from '@business-control/realtime-contracts';
import { z } from 'zod';

/** The request of `chat:typing`: it names whom to tell in exactly one way. */
export const typingRequestSchema = z
  .object({
    channelId: z.uuid().nullable().default(null),
    ticketId: z.uuid().nullable().default(null),
    toUserId: idSchema
      .refine((id) => id.isWellFormed())
      .nullable()
      .default(null),
    typing: z.boolean(),
  })
  .refine(
    ({ channelId, ticketId, toUserId }) =>
      [channelId, ticketId, toUserId].filter((id) => id !== null).length === 1,
  );

type TypingRequest = z.output<typeof typingRequestSchema>;

/** The room one must be in to type there; `null` for writing to a person, who is in that room alone. */
export function roomOfTyping({ channelId, ticketId }: TypingRequest): PublicRoomName | null {
  if (channelId !== null) return publicRoomName('channel', channelId);
  return ticketId === null ? null : publicRoomName('ticket', ticketId);
}
