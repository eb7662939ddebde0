import type { DomainEvent } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CallerCommand, type CommandContext, Commands } from '../../platform/commands/commands.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { readInput } from './chat.inputs.js';
import type { Conversation } from './conversation.js';
import type { Reading } from './message.js';
import { MessageRepository } from './message.repository.js';
import { ParticipantRepository } from './participant.repository.js';

export const readSchema = z.object({
  upTo: z.uuid().nullable().describe('how far the conversation counts as read; null when nothing is in it'),
});

export type ReadUpTo = z.infer<typeof readSchema>;

/** Somebody has read a conversation. */
export abstract class ReadCommand<Input extends object> extends CallerCommand<
  z.output<typeof readInput> & Input,
  ReadUpTo
> {}

interface ReadingOf {
  readonly conversation: Conversation;
  /** Throws when the caller may not read the conversation. */
  readonly admit: (context: CommandContext) => Promise<unknown>;
  readonly tell: (reading: Reading) => DomainEvent;
}

/** What reading is in every conversation. Nobody reads backwards: an older message than the last read one changes nothing. */
@Injectable()
export class MessageReading {
  constructor(
    private readonly commands: Commands,
    private readonly messages: MessageRepository,
    private readonly participants: ParticipantRepository,
  ) {}

  read<Input extends object>(
    command: ReadCommand<Input>,
    { conversation, admit, tell }: ReadingOf,
  ): Promise<ReadUpTo> {
    const { upTo: wanted } = command.input;
    return this.commands.run(command, async (context) => {
      const { tx, organizationId, by, now } = context;
      await admit(context);
      const message =
        wanted === undefined
          ? await this.messages.last(tx, organizationId, conversation)
          : await this.messages.get(tx, organizationId, conversation, wanted);
      if (!message && wanted !== undefined) throw new RuleViolated('chat.message-not-found');
      if (!message) return { answer: { upTo: null }, events: [] };
      const { position, messageId: upTo } = message;
      if (await this.participants.advance(tx, organizationId, conversation, by, position)) {
        return { answer: { upTo }, events: [tell({ ...conversation, reader: by, upTo, readAt: now })] };
      }
      const before = await this.participants.readPosition(tx, organizationId, conversation, by.userId);
      const read = await this.messages.at(tx, organizationId, conversation, before);
      return { answer: { upTo: read?.messageId ?? null }, events: [] };
    });
  }
}
