import type {
  ChatHelpRequest,
  ChatHistory,
  ChatHistoryRequest,
  ChatMessageRequest,
  ChatMessageSent,
  ChatRead,
  ChatReadRequest,
  ChatStaffRequest,
  ChatTypingRequest,
  HelpMessagePayload,
  StaffMessagePayload,
} from '@business-control/realtime-contracts';
import { call, type RealtimeSocket } from './calls.js';

/**
 * The calls of the chat. Each rejects with a `RealtimeError`. A message given a `clientMessageId` may be sent again under it
 * however the call before ended: it is kept once.
 */
export interface ChatCalls {
  /** Writes in a help conversation. */
  help(request: ChatHelpRequest): Promise<HelpMessagePayload>;
  /** Writes in a channel of staff. */
  staff(request: ChatStaffRequest): Promise<StaffMessagePayload>;
  /** Writes to another person; the answer says whether that person is connected. */
  message(request: ChatMessageRequest): Promise<ChatMessageSent>;
  read(request: ChatReadRequest): Promise<ChatRead>;
  /** One page of a conversation, newest first. */
  history(request: ChatHistoryRequest): Promise<ChatHistory>;
  /** Tells those who are there; in a channel or a help conversation one must have joined its room. */
  typing(request: ChatTypingRequest): Promise<null>;
}

export function chatCalls(socket: RealtimeSocket, ackTimeoutMs: number, assertOpen: () => void): ChatCalls {
  return {
    async help(request) {
      assertOpen();
      return call<HelpMessagePayload>(socket, 'chat:help', ackTimeoutMs, (timed) =>
        timed.emitWithAck('chat:help', request),
      );
    },
    async staff(request) {
      assertOpen();
      return call<StaffMessagePayload>(socket, 'chat:staff', ackTimeoutMs, (timed) =>
        timed.emitWithAck('chat:staff', request),
      );
    },
    async message(request) {
      assertOpen();
      return call<ChatMessageSent>(socket, 'chat:message', ackTimeoutMs, (timed) =>
        timed.emitWithAck('chat:message', request),
      );
    },
    async read(request) {
      assertOpen();
      return call<ChatRead>(socket, 'chat:read', ackTimeoutMs, (timed) =>
        timed.emitWithAck('chat:read', request),
      );
    },
    async history(request) {
      assertOpen();
      return call<ChatHistory>(socket, 'chat:history', ackTimeoutMs, (timed) =>
        timed.emitWithAck('chat:history', request),
      );
    },
    async typing(request) {
      assertOpen();
      return call<null>(socket, 'chat:typing', ackTimeoutMs, (timed) =>
        timed.emitWithAck('chat:typing', request),
      );
    },
  };
}
