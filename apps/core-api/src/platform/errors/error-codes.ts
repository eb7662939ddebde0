/** What the outside sees of an error: the HTTP status, and a sentence for people. */
export interface ErrorDefinition {
  readonly status: number;
  readonly message: string;
  /**
   * Of an error that is about who calls: which routes that ask for a token can answer it. Without it, those of its module and those that
   * reach it.
   */
  readonly routes?: 'all' | 'open-to-guests' | 'closed-to-guests';
  /** Of what passes with time: when to try again. */
  readonly retryAfterMs?: number;
}

export type ErrorTable = Readonly<Record<string, ErrorDefinition>>;

export const platformErrors = {
  'auth.token-missing': { status: 401, message: 'An access token is required.' },
  'auth.token-malformed': { status: 401, message: 'The access token is malformed.' },
  'auth.token-algorithm': {
    status: 401,
    message: 'The access token uses an algorithm that is not accepted.',
  },
  'auth.token-signature': { status: 401, message: 'The signature of the access token is wrong.' },
  'auth.token-key-unknown': { status: 401, message: 'The key of the access token is unknown.' },
  'auth.token-issuer': { status: 401, message: 'The access token comes from another issuer.' },
  'auth.token-audience': { status: 401, message: 'The access token is meant for another audience.' },
  'auth.token-expired': { status: 401, message: 'The access token has expired.' },
  'auth.token-not-yet-valid': { status: 401, message: 'The access token is not valid yet.' },
  'auth.token-claims': { status: 401, message: 'The access token lacks a required claim.' },
  'auth.keys-unavailable': { status: 503, message: 'The keys of the token issuer cannot be fetched.' },
  'auth.device-mismatch': {
    status: 401,
    message: 'The access token was issued to another device.',
    routes: 'all',
  },
  'auth.permission-missing': { status: 403, message: 'A permission is missing.' },
  'request.invalid': { status: 400, message: 'The request is invalid.' },
  'request.malformed': { status: 400, message: 'The request body cannot be read.' },
  'request.too-large': { status: 413, message: 'The request body is too large.' },
  'request.not-found': { status: 404, message: 'There is nothing at this address.' },
  'request.refused': { status: 400, message: 'The request was refused.' },
  'request.too-many': { status: 429, message: 'Too many requests: try again later.' },
  'request.idempotency-key-invalid': {
    status: 400,
    message: 'Idempotency-Key must have 1 to 255 visible ASCII characters.',
  },
  'request.idempotency-key-reused': {
    status: 422,
    message: 'The Idempotency-Key was already used for another request.',
  },
  'database.unavailable': {
    status: 503,
    message: 'The database cannot be reached: the request was not carried out, try again soon.',
    retryAfterMs: 5_000,
  },
  'database.busy': {
    status: 503,
    message: 'There is too much to do at the moment: the request was not carried out, try again soon.',
    retryAfterMs: 2_000,
  },
  'database.too-slow': {
    status: 503,
    message: 'The database took too long: the request was not carried out, try again soon.',
    retryAfterMs: 5_000,
  },
  'database.conflict': {
    status: 503,
    message: 'Others changed the same at this moment: the request was not carried out, try again.',
    retryAfterMs: 1_000,
  },
  'database.outcome-unknown': {
    status: 503,
    message:
      'The database was lost while the request was carried out, and nobody knows whether it was: sent again with the same Idempotency-Key, it is carried out once.',
    retryAfterMs: 5_000,
  },
  internal: { status: 500, message: 'Something went wrong on our side.' },
} as const satisfies ErrorTable;

/**
 * The codes of each part of core-api. A module adds its own beside its table, in `<module>.errors.ts`:
 *
 *     declare module '../../platform/errors/error-codes.js' {
 *       interface ErrorCodes { pos: keyof typeof posErrors }
 *     }
 *
 * and is added to the table in `src/error-codes.ts`, which does not compile while one is missing. That way the
 * platform knows every code and imports no module.
 */
export interface ErrorCodes {
  platform: keyof typeof platformErrors;
}

export type ErrorCode = ErrorCodes[keyof ErrorCodes];
