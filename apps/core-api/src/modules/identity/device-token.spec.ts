import { describe, expect, it } from 'vitest';
import { deviceKnownTo, rememberAccount } from './device-token.js';

const key = Buffer.alloc(32, 1);
const pat = '["acme","pat@example.test"]';
const sam = '["acme","sam@example.test"]';

describe('the token of a device', () => {
  it('shows who signed in on it, and nobody else', () => {
    const token = rememberAccount(key, null, pat);
    expect(deviceKnownTo(key, token, pat)).toMatch(/^[\w-]{22}$/);
    expect(deviceKnownTo(key, token, sam)).toBeUndefined();
    expect(deviceKnownTo(key, null, pat)).toBeUndefined();
  });

  it('goes on for everybody who signs in after, as one device', () => {
    const first = rememberAccount(key, null, pat);
    const both = rememberAccount(key, first, sam);
    expect(deviceKnownTo(key, both, pat)).toBe(deviceKnownTo(key, first, pat));
    expect(deviceKnownTo(key, both, sam)).toBe(deviceKnownTo(key, both, pat));
    expect(rememberAccount(key, both, sam)).toBe(both);
  });

  it('forgets who signed in longest ago, and stays short', () => {
    const start = rememberAccount(key, null, pat);
    const others = (count: number) => Array.from({ length: count }, (_, index) => `other ${index}`);
    const remember = (accounts: string[]) =>
      accounts.reduce((token, account) => rememberAccount(key, token, account), start);
    expect(deviceKnownTo(key, remember(others(19)), pat)).toBeDefined();
    expect(deviceKnownTo(key, remember(others(20)), pat)).toBeUndefined();
    expect(deviceKnownTo(key, remember([...others(19), pat, 'one more']), pat)).toBeDefined();
    expect(remember(others(100)).length).toBeLessThan(500);
  });

  it('cannot be made by anybody else, nor moved to another device', () => {
    const token = rememberAccount(Buffer.alloc(32, 2), null, pat);
    expect(deviceKnownTo(key, token, pat)).toBeUndefined();
    const [, proof] = rememberAccount(key, null, pat).split('.');
    const [name] = rememberAccount(key, null, sam).split('.');
    expect(deviceKnownTo(key, `${name}.${proof}`, pat)).toBeUndefined();
  });

  it.each(['', 'nonsense', 'a'.repeat(22), `${'a'.repeat(22)}.${'b'.repeat(21)}`])(
    'that is none is started anew: %j',
    (token) => {
      expect(deviceKnownTo(key, token, pat)).toBeUndefined();
      const made = rememberAccount(key, token, pat);
      expect(made).toMatch(/^[\w-]{22}\.[\w-]{22}$/);
      expect(deviceKnownTo(key, made, pat)).toBeDefined();
    },
  );
});
