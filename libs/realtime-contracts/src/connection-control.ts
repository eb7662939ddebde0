import type { RoomKind } from './rooms.js';

/**
 * What a control event does to live connections. The organization is never named: it is that of the envelope, so
 * no event reaches a connection of another one.
 * - `end-session`: closes the connections of one sign-in; its tokens open no other;
 * - `ban-user`: closes every connection of a user; none of his tokens opens another until `admit-user`;
 * - `admit-user`: takes a ban back;
 * - `change-permissions`: closes the connections of a user that hold other permissions than these, so that they come
 *   back with a new token; older tokens open no other;
 * - `leave-room`: takes the connections of a user out of one membership room.
 */
export type ConnectionControl =
  | { readonly action: 'end-session'; readonly userId: string; readonly sessionId: string }
  | { readonly action: 'ban-user'; readonly userId: string }
  | { readonly action: 'admit-user'; readonly userId: string }
  | {
      readonly action: 'change-permissions';
      readonly userId: string;
      readonly permissions: readonly string[];
    }
  | {
      readonly action: 'leave-room';
      readonly userId: string;
      readonly kind: RoomKind;
      readonly roomId: string;
    };
