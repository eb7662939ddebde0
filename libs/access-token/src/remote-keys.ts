import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { AccessTokenError } from './access-token-error.js';

/**
 * The issuer's public keys: fetched with the first token, kept for ten minutes, and fetched again for a key id that is not
 * among them, at most every thirty seconds, so that forged key ids cannot flood the issuer.
 */
export function remoteKeys(url: URL): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: 5_000,
    cooldownDuration: 30_000,
    cacheMaxAge: 600_000,
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys)
        throw cause;
      throw new AccessTokenError('auth.keys-unavailable', 'the keys of the issuer cannot be read', { cause });
    }
  };
}
