import type { ErrorCode } from './error-codes.js';

/** What a client may know about a violated rule, beside its code. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean | null>>;

/** A rule of the business (or of a request) said no. The only error that a decision throws on purpose. */
export class RuleViolated extends Error {
  override readonly name = 'RuleViolated';

  constructor(
    readonly code: ErrorCode,
    readonly facts?: ErrorFacts,
  ) {
    super(code);
  }
}
