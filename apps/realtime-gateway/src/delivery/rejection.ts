/** Why an envelope was not delivered. The reasons are values of a log field and of a counter. */
export type RejectionReason =
  | 'not-json'
  | 'not-an-envelope'
  | 'wrong-route'
  | 'wrong-organization'
  | 'unknown-event'
  | 'wrong-version'
  | 'invalid-payload'
  | 'invalid-audience'
  | 'failed';

/** `detail` names fields and codes, never values: it goes to the log. */
export interface Rejection {
  readonly ok: false;
  readonly reason: RejectionReason;
  readonly detail?: string;
}

export function rejected(reason: RejectionReason, detail?: string): Rejection {
  return { ok: false, reason, ...(detail !== undefined && { detail }) };
}
