import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { type LoggedError, serializeError } from './serialize-error.js';

describe('what is logged of an error', () => {
  it('is its type, message, code, frames and cause', () => {
    const cause = Object.assign(new TypeError('reset'), { code: 'ECONNRESET' });
    expect(serializeError(new Error('cannot publish', { cause }))).toEqual({
      type: 'Error',
      message: 'cannot publish',
      stack: expect.stringMatching(/^\s+at /),
      cause: { type: 'TypeError', message: 'reset', code: 'ECONNRESET', stack: expect.any(String) },
    });
  });

  it('is not the values of a failed query', () => {
    const cause = Object.assign(new Error('duplicate key value violates unique constraint "users_email"'), {
      code: '23505',
      detail: 'Key (email)=(pat@example.test) already exists.',
    });
    const error = new DrizzleQueryError(
      'insert into users values ($1)',
      ['pat@example.test', 'a hash'],
      cause,
    );
    const logged = JSON.stringify(serializeError(error));
    expect(logged).toContain('failed query: insert into users values ($1)');
    expect(logged).toContain('23505');
    expect(logged).not.toContain('pat@example.test');
    expect(logged).not.toContain('a hash');
  });

  it('is the type of what is no error', () => {
    expect(serializeError('a secret that someone threw')).toBe('string');
  });

  it('writes the first few errors that one stands for', () => {
    const failures = Array.from({ length: 7 }, (_, index) => new Error(`failure ${index}`));
    const { errors } = serializeError(new AggregateError(failures, '7 had no turn')) as LoggedError;
    expect(errors).toMatchObject(failures.slice(0, 5).map(({ message }) => ({ type: 'Error', message })));
  });
});
