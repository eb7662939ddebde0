import { DrizzleQueryError } from 'drizzle-orm';
import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { DatabaseFailure } from './database-failure.js';
import { failureOfStatement, failureToConnect } from './postgres-failure.js';

function refusal(code: string, severity = 'ERROR'): Error {
  const error = new DatabaseError(`state ${code}`, 0, 'error');
  return Object.assign(error, { code, severity });
}
const failed = (code: string) => new DrizzleQueryError('select $1', ['secret'], refusal(code));

describe('an error of PostgreSQL', () => {
  it.each([
    ['08006', 'database.unavailable'],
    ['25006', 'database.unavailable'],
    ['25P03', 'database.unavailable'],
    ['40001', 'database.conflict'],
    ['40P01', 'database.conflict'],
    ['53100', 'database.unavailable'],
    ['53300', 'database.busy'],
    ['55P03', 'database.too-slow'],
    ['57014', 'database.too-slow'],
    ['57P01', 'database.unavailable'],
    ['57P02', 'database.unavailable'],
    ['57P03', 'database.unavailable'],
    ['58030', 'database.unavailable'],
  ])('with the state %s is %s', (state, code) => {
    expect(failureOfStatement(failed(state))).toBe(code);
    expect(failureOfStatement(refusal(state))).toBe(code);
  });

  it.each(['08P01', '22P02', '23505', '42P01', 'XX000'])('with the state %s does not pass', (state) => {
    expect(failureOfStatement(failed(state))).toBeUndefined();
  });

  it('that ends the connection, as poolers do when they have lost the server, passes', () => {
    expect(failureOfStatement(refusal('08P01', 'FATAL'))).toBe('database.unavailable');
  });

  it('is no error of the network, whose codes look alike', () => {
    const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    expect(failureOfStatement(broken)).toBeUndefined();
    expect(failureToConnect(broken)).toBe('database.unavailable');
  });

  it('tells its reason without the values of the query', () => {
    expect(new DatabaseFailure('database.too-slow', failed('57014')).message).toBe('state 57014');
  });
});
