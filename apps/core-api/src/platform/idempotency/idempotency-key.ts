import { RuleViolated } from '../errors/rule-violated.js';

/** The `Idempotency-Key` header of a request; `undefined` when it has none. */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new RuleViolated('request.idempotency-key-invalid');
}
