import type { ChatCalls } from '@business-control/realtime-client';
import { useRealtime } from '@business-control/realtime-client/react';
import { useEffect } from 'react';
import { newId } from '../api/new-id.js';
import { type Conversation, pageOf } from './conversation.js';
import type { ChatMessage } from './messages.js';
import { type Outgoing, withOutgoing } from './outgoing.js';
import { useOutgoing } from './outgoing-context.js';

export interface Sending {
  /** The conversation with what was just written, newest first. */
  readonly messages: readonly ChatMessage[];
  readonly underway: readonly Outgoing[];
  readonly send: (text: string) => void;
  /** Under the same name, so that a message which did arrive is not written twice. */
  readonly sendAgain: (outgoing: Outgoing) => void;
  readonly drop: (outgoing: Outgoing) => void;
}

/** Writes in a conversation; what is written shows at once. */
export function useSending(
  conversation: Conversation,
  messages: readonly ChatMessage[],
  ownId: string,
): Sending {
  const { chat } = useRealtime();
  const key = pageOf(conversation);
  const [all, dispatch] = useOutgoing();
  const outgoing = all[key] ?? [];
  const shown = withOutgoing(messages, outgoing, ownId);

  useEffect(() => {
    const own = messages.filter(({ from }) => from.userId === ownId);
    for (const { clientMessageId } of outgoing) {
      if (own.some((message) => message.clientMessageId === clientMessageId)) {
        dispatch({ conversation: key, type: 'dropped', clientMessageId });
      }
    }
  }, [messages, outgoing, key, ownId, dispatch]);

  const deliver = (text: string, clientMessageId: string) => {
    dispatch({ conversation: key, type: 'sending', clientMessageId, text });
    sendIn(chat, conversation, { message: text, clientMessageId }).then(
      (message) => dispatch({ conversation: key, type: 'kept', clientMessageId, message }),
      (error: unknown) => dispatch({ conversation: key, type: 'failed', clientMessageId, error }),
    );
  };
  return {
    ...shown,
    send: (text) => deliver(text, newId()),
    sendAgain: ({ text, clientMessageId }) => deliver(text, clientMessageId),
    drop: ({ clientMessageId }) => dispatch({ conversation: key, type: 'dropped', clientMessageId }),
  };
}

function sendIn(
  chat: ChatCalls,
  { kind, id }: Conversation,
  written: { readonly message: string; readonly clientMessageId: string },
): Promise<ChatMessage> {
  switch (kind) {
    case 'channel':
      return chat.staff({ channelId: id, ...written });
    case 'help':
      return chat.help({ ticketId: id, ...written });
    case 'direct':
      return chat.message({ to: id, ...written });
  }
}
