import { describe, expect, it } from 'vitest';
import { hashRefreshToken, newRefreshToken, readRefreshToken } from './refresh-token.js';

describe('refresh tokens', () => {
  it('say which organization they belong to', () => {
    const token = newRefreshToken('ac.me/é');
    expect(readRefreshToken(token)).toEqual({
      organizationId: 'ac.me/é',
      tokenHash: hashRefreshToken(token),
    });
  });

  it('are never the same', () => {
    expect(newRefreshToken('acme')).not.toBe(newRefreshToken('acme'));
  });

  it.each(['', 'x', 'acme.short', `.${'a'.repeat(43)}`, 'a b.c'])('are not read from %j', (token) => {
    expect(readRefreshToken(token)).toBeUndefined();
  });

  it('name no organization that a database cannot look for', () => {
    expect(readRefreshToken(newRefreshToken('ac\0me'))).toBeUndefined();
  });
});
