import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';

describe('the log', () => {
  const logged = (fields: object, level = 'info') => {
    const lines: string[] = [];
    createLogger(level, { write: (line: string) => void lines.push(line) }).info(fields, 'something');
    return lines;
  };

  it('is lines of JSON that name the service', () => {
    expect(JSON.parse(logged({ organizationId: 'acme' })[0] ?? '')).toMatchObject({
      service: 'core-api',
      organizationId: 'acme',
      msg: 'something',
    });
  });

  it('leaves out what is below its level', () => {
    expect(logged({}, 'warn')).toEqual([]);
  });

  it('hides secrets of an object that someone logged by mistake', () => {
    const secrets = {
      password: 'p4ss',
      accessToken: 't0ken',
      refreshToken: 't0ken',
      headers: { cookie: 't0ken' },
    };
    const [line = ''] = logged({ user: secrets });
    expect(line).not.toMatch(/p4ss|t0ken/);
  });

  it('writes to stdout unless told otherwise', () => {
    expect(createLogger('silent').level).toBe('silent');
  });
});
