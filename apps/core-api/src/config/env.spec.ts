import { describe, expect, it } from 'vitest';
import { StartupError } from '../platform/errors/startup-error.js';
import { coreApiEnvSchema, readCoreApiEnv } from './env.js';

const least = {
  DATABASE_URI: 'postgres://user:pass@db:5432/core',
  RABBITMQ_URL: 'amqp://guest:guest@mq:5672',
  JWT_SECRET: 'a secret that is long enough to sign with',
};
const faultsOf = (source: NodeJS.ProcessEnv) => {
  try {
    readCoreApiEnv(source);
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError);
    return error instanceof Error ? error.message : '';
  }
  return expect.unreachable('accepted');
};

describe('the settings', () => {
  it('need only the addresses and a secret', () => {
    expect(readCoreApiEnv(least)).toMatchObject({
      ...least,
      NODE_ENV: 'development',
      LOG_LEVEL: 'info',
      CORE_API_HOST: '127.0.0.1',
      CORE_API_PORT: 3000,
      TRUST_PROXY: 0,
      CORS_ORIGINS: [],
      DATABASE: 'postgres',
      DATA_DIR: '.data',
      BROKER: 'rabbitmq',
      STREAM_MAX_AGE_SECONDS: 86_400,
      OUTBOX_RETENTION_SECONDS: 86_400,
      JWT_ISSUER: 'business-control',
      JWT_AUDIENCE: 'business-control',
      ACCESS_TOKEN_TTL_SECONDS: 900,
      REFRESH_TOKEN_TTL_SECONDS: 2_592_000,
      SEED_DEMO_DATA: false,
      ENABLE_REDIS: false,
      REDIS_HOST: '127.0.0.1',
      REDIS_PORT: 6379,
      REDIS_DB: 0,
    });
  });

  it('read numbers, lists and flags', () => {
    const env = readCoreApiEnv({
      ...least,
      CORE_API_PORT: '8080',
      CORS_ORIGINS: 'https://a.example, https://b.example,',
      SEED_DEMO_DATA: 'true',
      ENABLE_REDIS: '1',
    });
    expect(env).toMatchObject({
      CORE_API_PORT: 8080,
      CORS_ORIGINS: ['https://a.example', 'https://b.example'],
      SEED_DEMO_DATA: true,
      ENABLE_REDIS: true,
    });
  });

  it('take an empty variable for one that is not set', () => {
    expect(readCoreApiEnv({ ...least, CORE_API_PORT: '', CONSOLE_DIR: '' })).toMatchObject({
      CORE_API_PORT: 3000,
    });
  });

  it('need no servers when everything is embedded', () => {
    const { JWT_SECRET } = least;
    expect(readCoreApiEnv({ JWT_SECRET, DATABASE: 'pglite', BROKER: 'memory' })).toMatchObject({
      DATA_DIR: '.data',
    });
  });

  it('tell every fault at once, by name', () => {
    const message = faultsOf({
      CORE_API_PORT: 'eighty',
      LOG_LEVEL: 'loud',
      JWT_SECRET: 'short',
      ENABLE_REDIS: 'maybe',
    });
    for (const fault of [
      'CORE_API_PORT must be a number',
      'LOG_LEVEL ',
      'JWT_SECRET must have at least 32 characters',
      'ENABLE_REDIS ',
      'DATABASE_URI is required when DATABASE=postgres',
      'RABBITMQ_URL is required when BROKER=rabbitmq',
    ]) {
      expect(message).toContain(fault);
    }
    expect(message).not.toContain('\n');
  });

  it.each([
    [{ CORE_API_PORT: '70000' }, 'CORE_API_PORT '],
    [{ DATABASE_URI: 'mysql://db' }, 'DATABASE_URI must be a postgres:// address'],
    [{ RABBITMQ_URL: 'http://mq' }, 'RABBITMQ_URL must be an amqp:// address'],
    [{ PUBLIC_REALTIME_URL: 'ws://live' }, 'PUBLIC_REALTIME_URL must be an http:// or https:// address'],
    [{ NODE_ENV: 'production', CORS_ORIGINS: '*' }, 'CORS_ORIGINS must name the origins'],
    [
      { VISITOR_TOKEN_TTL_SECONDS: '901' },
      'VISITOR_TOKEN_TTL_SECONDS must not exceed ACCESS_TOKEN_TTL_SECONDS',
    ],
    [
      { VISITOR_TOKEN_TTL_SECONDS: '300', ACCESS_TOKEN_TTL_SECONDS: '299' },
      'VISITOR_TOKEN_TTL_SECONDS must not exceed ACCESS_TOKEN_TTL_SECONDS',
    ],
    [{ JWT_SECRET: '' }, 'JWT_SECRET is required'],
    [{ JWKS_URL: 'https://keys.example' }, 'JWT_SECRET and JWKS_URL exclude each other'],
  ])('refuse %j', (wrong, fault) => {
    expect(faultsOf({ ...least, ...wrong })).toContain(fault);
  });

  it('take a token of a visitor that lives as long as an access token, and no shorter one unless told', () => {
    const given = { ...least, ACCESS_TOKEN_TTL_SECONDS: '60' };
    expect(readCoreApiEnv(given).VISITOR_TOKEN_TTL_SECONDS).toBeUndefined();
    expect(readCoreApiEnv({ ...given, VISITOR_TOKEN_TTL_SECONDS: '60' }).VISITOR_TOKEN_TTL_SECONDS).toBe(60);
  });

  it('never repeat a secret in a fault', () => {
    expect(faultsOf({ ...least, JWT_SECRET: 'hunter2' })).not.toContain('hunter2');
    expect(faultsOf({ ...least, DATABASE_URI: 'mysql://root:hunter2@db' })).not.toContain('hunter2');
  });

  it('allow any origin outside production', () => {
    expect(readCoreApiEnv({ ...least, CORS_ORIGINS: '*' }).CORS_ORIGINS).toEqual(['*']);
  });

  it('are all described', () => {
    for (const [name, schema] of Object.entries(coreApiEnvSchema.shape)) {
      expect(schema.description, name).toMatch(/\w{3}/);
    }
  });
});
