import { type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose';
import { AccessTokenError } from './access-token-error.js';
import { principalFrom } from './claims.js';
import type { Principal } from './principal.js';
import { refusalOf } from './refusal.js';
import { remoteKeys } from './remote-keys.js';
import type { VerifierConfig } from './verifier-config.js';

/** How far the clocks of issuer and verifier may differ. */
const clockToleranceSeconds = 5;

/** Verifies access tokens. One instance serves a whole process: it keeps the issuer's public keys. */
export class AccessTokenVerifier {
  private readonly key: JWTVerifyGetKey;
  private readonly options: JWTVerifyOptions;

  constructor(config: VerifierConfig) {
    this.key = 'secret' in config ? secretKey(config.secret) : remoteKeys(config.jwksUrl);
    this.options = {
      issuer: config.issuer,
      audience: config.audience,
      algorithms: [...config.algorithms],
      requiredClaims: ['exp'],
      clockTolerance: clockToleranceSeconds,
    };
  }

  /** Whom the token speaks for. Throws {@link AccessTokenError} with the reason when it is not to be believed. */
  async verify(token: string): Promise<Principal> {
    if (token === '') throw new AccessTokenError('auth.token-missing', 'there is no token');
    const { payload } = await jwtVerify(token, this.key, this.options).catch((error: unknown) => {
      throw refusalOf(error);
    });
    if (payload.iat !== undefined && payload.iat > Date.now() / 1000 + clockToleranceSeconds) {
      throw new AccessTokenError('auth.token-not-yet-valid', 'the token was issued in the future');
    }
    return principalFrom(payload);
  }
}

function secretKey(secret: string): JWTVerifyGetKey {
  const key = new TextEncoder().encode(secret);
  return () => key;
}
