/**
 * When to say that a token expires: `leadMs` before, but not before half of what is left has passed. So a client that is
 * given short tokens, or the same one again, is not asked in a circle.
 */
export function noticeTime(now: number, expiresAt: number, leadMs: number): number {
  return expiresAt - Math.min(leadMs, Math.max(0, expiresAt - now) / 2);
}
