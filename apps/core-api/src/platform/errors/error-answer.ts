import { AccessTokenError } from '@business-control/access-token';
import { HttpException } from '@nestjs/common';
import { DatabaseFailure } from '../database/database-failure.js';
import { type ErrorTable, platformErrors } from './error-codes.js';
import { type FieldIssue, RequestInvalid } from './request-invalid.js';
import { type ErrorFacts, RuleViolated } from './rule-violated.js';

/** What a client is told of an error; the body is `{ error: { …, requestId } }`. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly facts?: ErrorFacts;
  readonly issues?: readonly FieldIssue[];
}

/** The codes of errors that the framework throws: unknown routes and unreadable bodies. */
const CODE_OF_STATUS: Readonly<Record<number, keyof typeof platformErrors>> = {
  400: 'request.malformed',
  404: 'request.not-found',
  413: 'request.too-large',
};

/** Turns any error into an answer. Nothing of an error that is not ours on purpose reaches the client. */
export function answerOf(error: unknown, table: ErrorTable): ErrorAnswer {
  const coded = (code: string) => {
    const definition = table[code] ?? platformErrors.internal;
    return { status: definition.status, code: table[code] ? code : 'internal', message: definition.message };
  };
  if (error instanceof RuleViolated) {
    return { ...coded(error.code), ...(error.facts && { facts: error.facts }) };
  }
  if (error instanceof DatabaseFailure) {
    const { retryAfterMs } = platformErrors[error.code];
    return { ...coded(error.code), facts: { retryAfterMs } };
  }
  if (error instanceof RequestInvalid) return { ...coded('request.invalid'), issues: error.issues };
  if (error instanceof AccessTokenError) return coded(error.code);
  if (error instanceof HttpException && error.getStatus() < 500) {
    return { ...coded(CODE_OF_STATUS[error.getStatus()] ?? 'request.refused'), status: error.getStatus() };
  }
  return coded('internal');
}
