import type { ErrorTable } from '../../platform/errors/error-codes.js';

/** Every rule of conversations that can be violated, as HTTP answers it. */
export const chatErrors = {
  'chat.room-not-found': { status: 404, message: 'There is no such room that has members' },
  'chat.channel-not-found': { status: 404, message: 'There is no such channel' },
  'chat.channel-forbidden': { status: 403, message: 'The channel is for its members' },
  'chat.channel-archived': { status: 409, message: 'The channel is archived: it can be read, and no more' },
  'chat.channel-not-private': { status: 409, message: 'The channel is open to all of the staff' },
  'chat.channel-full': { status: 409, message: 'The channel has as many members as a channel can have' },
  'chat.member-not-found': { status: 404, message: 'The channel has no such member' },
  'chat.person-not-found': { status: 404, message: 'There is nobody like that who may take part' },
  'chat.ticket-not-found': { status: 404, message: 'There is no such help conversation' },
  'chat.ticket-forbidden': { status: 403, message: 'The help conversation is that of somebody else' },
  'chat.ticket-taken': { status: 409, message: 'Somebody else has taken the help conversation' },
  'chat.ticket-closed': { status: 409, message: 'The help conversation is closed' },
  'chat.message-not-found': { status: 404, message: 'The conversation has no such message' },
  'chat.client-message-id-reused': {
    status: 409,
    message: 'A message of another conversation was sent with this clientMessageId',
  },
} as const satisfies ErrorTable;

declare module '../../platform/errors/error-codes.js' {
  interface ErrorCodes {
    chat: keyof typeof chatErrors;
  }
}
