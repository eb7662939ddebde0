import { SignJWT } from 'jose';
import { claimsOf } from './claims.js';
import type { Principal } from './principal.js';

export interface SignerConfig {
  /** At least 32 characters; the same as the verifiers'. */
  readonly secret: string;
  readonly issuer: string;
  readonly audience: string;
  readonly ttlSeconds: number;
}

/** Signs access tokens with HS256. */
export class AccessTokenSigner {
  private readonly key: Uint8Array;

  constructor(private readonly config: SignerConfig) {
    this.key = new TextEncoder().encode(config.secret);
  }

  /** `expiresIn` is in seconds. */
  async sign(claims: Omit<Principal, 'expiresAt'>): Promise<{ token: string; expiresIn: number }> {
    const { issuer, audience, ttlSeconds } = this.config;
    const now = Math.floor(Date.now() / 1000);
    const token = await new SignJWT(claimsOf(claims))
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + ttlSeconds)
      .sign(this.key);
    return { token, expiresIn: ttlSeconds };
  }
}
