import { useAnyRealtimeEvent, useRealtime } from '@business-control/realtime-client/react';
import { useEffect, useRef, useState } from 'react';
import { type Conversation, sameConversation, typingIn } from './conversation.js';
import { messageOf } from './messages.js';
import { afterTyping, REPEAT_MS, stillTyping, type Typists, typedIn } from './typists.js';

/** Who else types in a conversation. */
export function useTypists(conversation: Conversation, ownId: string): Typists {
  const [typists, setTypists] = useState<Typists>({});
  useAnyRealtimeEvent((event) => {
    if (event.name === 'chat:typing') {
      const { typist } = event.payload;
      if (typist.userId === ownId || !sameConversation(typedIn(event.payload), conversation)) return;
      setTypists((known) => afterTyping(known, event.payload, Date.now()));
      return;
    }
    const written = messageOf(event, ownId);
    if (!written || !sameConversation(written.conversation, conversation)) return;
    setTypists((known) => afterTyping(known, { typist: written.message.from, typing: false }, Date.now()));
  });
  const anybody = Object.keys(typists).length > 0;
  useEffect(() => {
    if (!anybody) return;
    const timer = setInterval(() => setTypists((known) => stillTyping(known, Date.now())), 1_000);
    return () => clearInterval(timer);
  }, [anybody]);
  return typists;
}

/** Tells the others that the user types, now and then, and once that it is over. */
export function useTypingSignal(conversation: Conversation): (typing: boolean) => void {
  const { chat } = useRealtime();
  const toldAt = useRef<number | null>(null);
  return (typing) => {
    const now = Date.now();
    if (typing ? toldAt.current !== null && now - toldAt.current < REPEAT_MS : toldAt.current === null)
      return;
    toldAt.current = typing ? now : null;
    // Kept nowhere, and worth no message when it does not arrive.
    chat.typing(typingIn(conversation, typing)).catch(() => undefined);
  };
}
