import { errors } from 'jose';
import { AccessTokenError, type AccessTokenErrorCode } from './access-token-error.js';

/** What a failed verification means, told without anything of the token. */
export function refusalOf(error: unknown): AccessTokenError {
  if (error instanceof AccessTokenError) return error;
  const code = codeOf(error);
  return new AccessTokenError(code, messages[code], { cause: error });
}

const messages = {
  'auth.token-malformed': 'the token is not a signed JWT',
  'auth.token-algorithm': 'the algorithm of the token is not accepted',
  'auth.token-signature': 'the signature of the token is wrong',
  'auth.token-key-unknown': 'the issuer has no such key',
  'auth.token-issuer': 'the token is of another issuer',
  'auth.token-audience': 'the token is for another audience',
  'auth.token-expired': 'the token has expired',
  'auth.token-not-yet-valid': 'the token is not valid yet',
  'auth.token-claims': 'a claim of the token is missing or wrong',
} satisfies Partial<Record<AccessTokenErrorCode, string>>;

function codeOf(error: unknown): keyof typeof messages {
  if (error instanceof errors.JWTExpired) return 'auth.token-expired';
  if (error instanceof errors.JWTClaimValidationFailed) return codeOfClaim(error);
  if (error instanceof errors.JOSEAlgNotAllowed) return 'auth.token-algorithm';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'auth.token-signature';
  if (error instanceof errors.JWKSNoMatchingKey) return 'auth.token-key-unknown';
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'auth.token-key-unknown';
  return 'auth.token-malformed';
}

function codeOfClaim({ claim, reason }: errors.JWTClaimValidationFailed): keyof typeof messages {
  if (claim === 'iss') return 'auth.token-issuer';
  if (claim === 'aud') return 'auth.token-audience';
  if (claim === 'nbf' && reason === 'check_failed') return 'auth.token-not-yet-valid';
  return 'auth.token-claims';
}
