import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint.js';

describe('the fingerprint of a request', () => {
  it('does not depend on the order of keys', () => {
    expect(fingerprintOf('Pay', { a: 1, b: { c: 2, d: 3 } })).toBe(
      fingerprintOf('Pay', { b: { d: 3, c: 2 }, a: 1 }),
    );
  });

  it('tells inputs, types and commands apart', () => {
    const prints = [
      fingerprintOf('Pay', { amount: 1 }),
      fingerprintOf('Pay', { amount: '1' }),
      fingerprintOf('Pay', { amount: [1] }),
      fingerprintOf('Pay', [['amount', 1], 1]),
      fingerprintOf('Pay', null),
      fingerprintOf('Confirm', { amount: 1 }),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('is the same for what JSON makes of the input', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        expect(fingerprintOf('x', JSON.parse(JSON.stringify(input)))).toBe(fingerprintOf('x', input));
      }),
    );
  });
});
