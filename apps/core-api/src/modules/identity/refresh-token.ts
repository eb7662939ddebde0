import { createHash, randomBytes } from 'node:crypto';

/** The token names its organization, so that no look-up leaves it; the rest is random. */
export function newRefreshToken(organizationId: string): string {
  return `${Buffer.from(organizationId).toString('base64url')}.${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a token, and where; `undefined` when it cannot be one. */
export function readRefreshToken(token: string): { organizationId: string; tokenHash: string } | undefined {
  const match = /^([\w-]{1,800})\.[\w-]{43}$/.exec(token);
  if (!match?.[1]) return undefined;
  const organizationId = Buffer.from(match[1], 'base64url').toString();
  // Strangers write tokens, too: PostgreSQL would refuse to look for an organization with U+0000 in its name.
  if (organizationId.includes('\0')) return undefined;
  return { organizationId, tokenHash: hashRefreshToken(token) };
}

export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
