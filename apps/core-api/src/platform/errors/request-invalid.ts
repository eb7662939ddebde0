/** A field of a request that its schema refused. */
export interface FieldIssue {
  /** Where, e.g. `lines.0.quantity`; empty for the request as a whole. */
  readonly path: string;
  readonly message: string;
}

/** A request that its schema refused, with every fault found. */
export class RequestInvalid extends Error {
  override readonly name = 'RequestInvalid';

  constructor(readonly issues: readonly FieldIssue[]) {
    super('request.invalid');
  }
}
