import { type ChatReadMark, personSchema } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Transaction } from '../../platform/database/database.js';
import type { historyInput } from './chat.inputs.js';
import type { Conversation } from './conversation.js';
import type { Message } from './message.js';
import { MessageRepository } from './message.repository.js';
import { ParticipantRepository } from './participant.repository.js';

/** A part of a conversation. */
export interface History<Payload> {
  readonly items: Payload[];
  readonly next: string | null;
  readonly readMarks: ChatReadMark[];
}

const readMarkSchema: z.ZodType<ChatReadMark> = z.object({
  reader: personSchema,
  upTo: z.uuid().describe('the newest message that was read'),
});

export function historySchema(payload: z.ZodType) {
  return z.object({
    items: z.array(payload).describe('newest first'),
    next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
    readMarks: z
      .array(readMarkSchema)
      .describe(
        'how far everybody has read, oneself as well; without those who have read nothing that is kept',
      ),
  });
}

/** What is read back in every conversation. */
@Injectable()
export class MessageHistory {
  constructor(
    private readonly messages: MessageRepository,
    private readonly participants: ParticipantRepository,
  ) {}

  async page<Payload>(
    tx: Transaction,
    organizationId: string,
    conversation: Conversation,
    { before, limit }: z.output<typeof historyInput>,
    payloadOf: (message: Message) => Payload,
  ): Promise<History<Payload>> {
    const found = await this.messages.page(tx, organizationId, conversation, { before, limit: limit + 1 });
    const page = found.slice(0, limit);
    return {
      items: page.map(payloadOf),
      next: found.length > limit ? (page.at(-1)?.messageId ?? null) : null,
      readMarks: await this.participants.readMarks(tx, organizationId, conversation),
    };
  }
}
