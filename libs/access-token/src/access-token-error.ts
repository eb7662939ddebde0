/** Why a token was refused; the codes are part of the product's error codes. */
export type AccessTokenErrorCode =
  | 'auth.token-missing'
  | 'auth.token-malformed'
  | 'auth.token-algorithm'
  | 'auth.token-signature'
  | 'auth.token-key-unknown'
  | 'auth.token-issuer'
  | 'auth.token-audience'
  | 'auth.token-expired'
  | 'auth.token-not-yet-valid'
  | 'auth.token-claims'
  | 'auth.keys-unavailable';

export class AccessTokenError extends Error {
  override readonly name = 'AccessTokenError';

  constructor(
    readonly code: AccessTokenErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
