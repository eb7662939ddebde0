/** Who a verified access token speaks for; HTTP requests and sockets carry the same one. */
export interface Principal {
  readonly userId: string;
  readonly organizationId: string;
  /** The device the token was issued to; `null` when it was issued to none. */
  readonly deviceId: string | null;
  /** The sign-in the token belongs to; `null` for tokens of foreign issuers without a session claim. */
  readonly sessionId: string | null;
  readonly displayName: string;
  readonly roles: readonly string[];
  /** Names from the token, not yet narrowed to known permissions. */
  readonly permissions: readonly string[];
  /** When the token expires, in milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}
