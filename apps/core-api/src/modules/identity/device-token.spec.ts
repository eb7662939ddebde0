import { describe, expect, it } from 'vitest';
import { deviceKnownTo, rememberAccount } from './device-token.js';

const key = Buffer.alloc(32, 1);
const cashier = '["acme","cashier@example.test"]';
const manager = '["acme","manager@example.test"]';

describe('the token of a device', () => {
  it('shows who signed in on it, and nobody else', () => {
    const token = rememberAccount(key, null, cashier);
    expect(deviceKnownTo(key, token, cashier)).toMatch(/^[\w-]{22}$/);
    expect(deviceKnownTo(key, token, manager)).toBeUndefined();
    expect(deviceKnownTo(key, null, cashier)).toBeUndefined();
  });

  it('goes on for everybody who signs in after, as one device', () => {
    const first = rememberAccount(key, null, cashier);
    const both = rememberAccount(key, first, manager);
    expect(deviceKnownTo(key, both, cashier)).toBe(deviceKnownTo(key, first, cashier));
    expect(deviceKnownTo(key, both, manager)).toBe(deviceKnownTo(key, both, cashier));
    expect(rememberAccount(key, both, manager)).toBe(both);
  });

  it('forgets who signed in longest ago, and stays short', () => {
    const start = rememberAccount(key, null, cashier);
    const others = (count: number) => Array.from({ length: count }, (_, index) => `other ${index}`);
    const remember = (accounts: string[]) =>
      accounts.reduce((token, account) => rememberAccount(key, token, account), start);
    expect(deviceKnownTo(key, remember(others(19)), cashier)).toBeDefined();
    expect(deviceKnownTo(key, remember(others(20)), cashier)).toBeUndefined();
    expect(deviceKnownTo(key, remember([...others(19), cashier, 'one more']), cashier)).toBeDefined();
    expect(remember(others(100)).length).toBeLessThan(500);
  });

  it('cannot be made by anybody else, nor moved to another device', () => {
    const token = rememberAccount(Buffer.alloc(32, 2), null, cashier);
    expect(deviceKnownTo(key, token, cashier)).toBeUndefined();
    const [, proof] = rememberAccount(key, null, cashier).split('.');
    const [name] = rememberAccount(key, null, manager).split('.');
    expect(deviceKnownTo(key, `${name}.${proof}`, cashier)).toBeUndefined();
  });

  it.each(['', 'nonsense', 'a'.repeat(22), `${'a'.repeat(22)}.${'b'.repeat(21)}`])(
    'that is none is started anew: %j',
    (token) => {
      expect(deviceKnownTo(key, token, cashier)).toBeUndefined();
      const made = rememberAccount(key, token, cashier);
      expect(made).toMatch(/^[\w-]{22}\.[\w-]{22}$/);
      expect(deviceKnownTo(key, made, cashier)).toBeDefined();
    },
  );
});
