import { useRealtime } from '@business-control/realtime-client/react';
import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { addressOf, type Conversation } from './conversation.js';
import type { ChatMessage } from './messages.js';

/** Tells that the user has read a conversation, while he can see it. */
export function useReading(
  { kind, id }: Conversation,
  messages: readonly ChatMessage[],
  ownId: string,
): void {
  const { chat } = useRealtime();
  const visible = useDocumentVisibility() === 'visible';
  const told = useRef<string | null>(null);
  const upTo = messages.find(({ from }) => from.userId !== ownId)?.messageId;
  useEffect(() => {
    if (!visible || upTo === undefined || upTo === told.current) return;
    told.current = upTo;
    chat.read({ ...addressOf({ kind, id }), upTo }).catch(() => {
      // With the next message, or when the user comes back.
      told.current = null;
    });
  }, [chat, kind, id, upTo, visible]);
}
