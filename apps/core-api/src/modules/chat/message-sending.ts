import type { DomainEvent } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import {
  type AuditNote,
  CallerCommand,
  type CommandContext,
  Commands,
} from '../../platform/commands/commands.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { messageInput } from './chat.inputs.js';
import type { Conversation } from './conversation.js';
import type { Message } from './message.js';
import { MessageRepository } from './message.repository.js';
import { SendLimits } from './send-limits.js';

type Written = z.output<typeof messageInput>;

/** Somebody writes a message; the answer is the message as everybody gets it. */
export abstract class SendCommand<Payload, Input extends object> extends CallerCommand<
  Written & Input,
  Payload
> {}

/** Where a message goes, and what comes before it. */
export interface Addressed {
  readonly conversation: Conversation;
  readonly events: readonly DomainEvent[];
  readonly audit?: readonly AuditNote[];
}

/** What sending is in a conversation of some kind. */
interface Sending<Payload> {
  /** Whether a message that was sent before went to where this one is to go. */
  readonly sameAddress: (conversation: Conversation) => boolean;
  /** Finds the conversation and makes sure that the sender may write in it until the transaction ends. */
  readonly address: (context: CommandContext) => Promise<Addressed>;
  readonly tell: (message: Message) => DomainEvent & { readonly payload: Payload };
}

/**
 * What sending a message is in every conversation. A message that is sent again under the same `clientMessageId` is answered
 * with the one that is kept, and nothing happens. Locks are taken in the same order everywhere: the sender, the channel or
 * ticket, the conversation.
 */
@Injectable()
export class MessageSending {
  constructor(
    private readonly commands: Commands,
    private readonly limits: SendLimits,
    private readonly messages: MessageRepository,
  ) {}

  async send<Payload, Input extends object>(
    command: SendCommand<Payload, Input>,
    { sameAddress, address, tell }: Sending<Payload>,
  ): Promise<Payload> {
    const { principal } = command.caller;
    await this.limits.admit(principal);
    return this.commands.run(command, async (context) => {
      const { tx, organizationId, by, now } = context;
      const { text, clientMessageId = null } = command.input;
      await this.messages.lockSender(tx, organizationId, by.userId);
      const earlier = await this.findSent(context, clientMessageId);
      if (earlier) {
        if (!sameAddress(earlier)) throw new RuleViolated('chat.client-message-id-reused');
        return { answer: tell(earlier).payload, events: [] };
      }
      const { conversation, events, audit = [] } = await address(context);
      const message = await this.messages.append(tx, organizationId, {
        ...conversation,
        messageId: uuidv7(),
        clientMessageId,
        from: by,
        deviceId: principal.deviceId,
        text,
        sentAt: now,
      });
      const told = tell(message);
      const details = { ...conversation, messageId: message.messageId };
      return {
        answer: told.payload,
        events: [...events, told],
        audit: [...audit, { type: 'chat.message-sent', details }],
      };
    });
  }

  private async findSent({ tx, organizationId, by }: CommandContext, clientMessageId: string | null) {
    if (clientMessageId === null) return undefined;
    return this.messages.findSent(tx, organizationId, by.userId, clientMessageId);
  }
}
