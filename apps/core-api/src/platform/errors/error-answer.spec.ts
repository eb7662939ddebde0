import { AccessTokenError } from '@business-control/access-token';
import { ImATeapotException, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../error-codes.js';
import { DatabaseFailure } from '../database/database-failure.js';
import { answerOf } from './error-answer.js';
import { RequestInvalid } from './request-invalid.js';
import { RuleViolated } from './rule-violated.js';

describe('the answer to an error', () => {
  it('has the status and message of the code, and the facts', () => {
    expect(answerOf(new RuleViolated('request.too-many', { retryAfterMs: 3_000 }), errorCodes)).toEqual({
      status: 429,
      code: 'request.too-many',
      message: errorCodes['request.too-many'].message,
      facts: { retryAfterMs: 3_000 },
    });
    expect(answerOf(new RuleViolated('request.too-many'), errorCodes)).not.toHaveProperty('facts');
  });

  it.each(['unavailable', 'busy', 'too-slow', 'conflict', 'outcome-unknown'] as const)(
    'says of a database that is %s when to try again, and nothing of its inside',
    (what) => {
      const answer = answerOf(new DatabaseFailure(`database.${what}`, new Error('inner')), errorCodes);
      expect(answer).toEqual({
        status: 503,
        code: `database.${what}`,
        message: errorCodes[`database.${what}`].message,
        facts: { retryAfterMs: expect.any(Number) },
      });
    },
  );

  it('has the issues of an invalid request', () => {
    const issues = [{ path: 'lines.0', message: 'Invalid input' }];
    expect(answerOf(new RequestInvalid(issues), errorCodes)).toMatchObject({
      status: 400,
      code: 'request.invalid',
      issues,
    });
  });

  it('has the code of a refused token, and not its inner message', () => {
    const answer = answerOf(new AccessTokenError('auth.token-expired', 'exp was 12'), errorCodes);
    expect(answer).toMatchObject({ status: 401, code: 'auth.token-expired' });
    expect(answer.message).not.toContain('12');
  });

  it.each([
    [new NotFoundException('Cannot GET /secret'), 404, 'request.not-found'],
    [new ImATeapotException('short and stout'), 418, 'request.refused'],
    [new ServiceUnavailableException('inner'), 500, 'internal'],
    [new Error('inner'), 500, 'internal'],
    ['thrown', 500, 'internal'],
  ])('tells nothing of the inside of %s', (error, status, code) => {
    const answer = answerOf(error, errorCodes);
    expect(answer).toEqual({ status, code, message: expect.any(String) });
    expect(answer.message).not.toMatch(/inner|secret|stout|thrown/);
  });

  it('falls back to internal for a code that the table lacks', () => {
    expect(answerOf(new RuleViolated('request.too-many'), {})).toMatchObject({
      status: 500,
      code: 'internal',
    });
  });

  it('every code is module.kebab-case or internal, with an error status and a message', () => {
    for (const [code, { status, message }] of Object.entries(errorCodes)) {
      expect(code).toMatch(/^(internal|[a-z]+\.[a-z]+(-[a-z]+)*)$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(message).toMatch(/^[A-Z].{5}/);
    }
  });
});
