import { describe, expect, it } from 'vitest';
import { healthOf } from './health.js';

describe('health', () => {
  it('is ready when nothing is wrong', () => {
    expect(healthOf([], [])).toEqual({ status: 'ready', reasons: [] });
  });

  it('is degraded by what impairs, and says by what', () => {
    expect(healthOf([], ['Redis is away'])).toEqual({ status: 'degraded', reasons: ['Redis is away'] });
  });

  it('is not ready by what blocks, and says everything that is wrong', () => {
    expect(healthOf(['no database'], ['Redis is away'])).toEqual({
      status: 'not-ready',
      reasons: ['no database', 'Redis is away'],
    });
  });
});
