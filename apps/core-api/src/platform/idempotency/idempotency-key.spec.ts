import { describe, expect, it } from 'vitest';
import { RuleViolated } from '../errors/rule-violated.js';
import { readIdempotencyKey } from './idempotency-key.js';

describe('the Idempotency-Key header', () => {
  it('may be absent', () => {
    expect(readIdempotencyKey(undefined)).toBeUndefined();
  });

  it('is taken as it is', () => {
    expect(readIdempotencyKey('01a2002d-a422-7773')).toBe('01a2002d-a422-7773');
    expect(readIdempotencyKey('x'.repeat(255))).toHaveLength(255);
  });

  it.each([['', 'two words', 'x'.repeat(256), 'ünïcode']].flat())('is refused when it is %j', (header) => {
    expect(() => readIdempotencyKey(header)).toThrow(new RuleViolated('request.idempotency-key-invalid'));
  });
});
