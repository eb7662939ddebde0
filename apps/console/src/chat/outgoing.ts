import type { ChatMessage } from './messages.js';

/** A message on its way: it keeps the name that makes sending it again harmless. */
export interface Outgoing {
  readonly clientMessageId: string;
  readonly text: string;
  readonly state: 'sending' | 'failed';
  /** What it failed with. */
  readonly error?: unknown;
  /** As it was kept, once the answer is there. */
  readonly kept?: ChatMessage;
}

export type OutgoingAction =
  | { readonly type: 'sending'; readonly clientMessageId: string; readonly text: string }
  | { readonly type: 'kept'; readonly clientMessageId: string; readonly message: ChatMessage }
  | { readonly type: 'failed'; readonly clientMessageId: string; readonly error: unknown }
  | { readonly type: 'dropped'; readonly clientMessageId: string };

/** What is on its way in one conversation after an action, in the order of writing. */
export function nextOutgoing(outgoing: readonly Outgoing[], action: OutgoingAction): readonly Outgoing[] {
  const { clientMessageId } = action;
  const update = (change: (entry: Outgoing) => Outgoing) =>
    outgoing.map((entry) => (entry.clientMessageId === clientMessageId ? change(entry) : entry));
  switch (action.type) {
    case 'sending': {
      const sent: Outgoing = { clientMessageId, text: action.text, state: 'sending' };
      const again = outgoing.some((entry) => entry.clientMessageId === clientMessageId);
      return again ? update(() => sent) : [...outgoing, sent];
    }
    case 'kept':
      return update((entry) => ({ ...entry, kept: action.message }));
    case 'failed':
      return update((entry) => ({ ...entry, state: 'failed', error: action.error }));
    case 'dropped':
      return outgoing.filter((entry) => entry.clientMessageId !== clientMessageId);
  }
}

/**
 * A conversation as it is shown, newest first: answers that came before their event are part of it, and what is still on its way. A
 * message that arrived as an event is no longer on its way, whether an answer came or not.
 */
export function withOutgoing(
  messages: readonly ChatMessage[],
  outgoing: readonly Outgoing[],
  ownId: string,
): { readonly messages: readonly ChatMessage[]; readonly underway: readonly Outgoing[] } {
  const arrived = new Set(
    messages.flatMap(({ from, clientMessageId }) =>
      from.userId === ownId && clientMessageId !== null ? [clientMessageId] : [],
    ),
  );
  const open = outgoing.filter(({ clientMessageId }) => !arrived.has(clientMessageId));
  const kept = open.flatMap((entry) => (entry.kept ? [entry.kept] : []));
  return {
    messages: [...kept.toReversed(), ...messages],
    underway: open.filter((entry) => !entry.kept),
  };
}
