import { describe, expect, it } from 'vitest';
import { StartupError } from '../startup-error.js';
import { readGatewayEnv } from './env.js';

const enough = { RABBITMQ_URL: 'amqp://localhost', JWT_SECRET: 'x'.repeat(32) };

function refusal(source: NodeJS.ProcessEnv): string {
  try {
    readGatewayEnv(source);
  } catch (error) {
    if (error instanceof StartupError) return error.message;
  }
  throw new Error('the environment was accepted');
}

describe('readGatewayEnv', () => {
  it('needs little and has a default for the rest', () => {
    expect(readGatewayEnv(enough)).toMatchObject({
      WEBSOCKET_ENABLED: true,
      WEBSOCKET_PORT: 3001,
      BROKER: 'rabbitmq',
      REPLAY_WINDOW_SECONDS: 900,
      CORS_ORIGINS: [],
      ENABLE_REDIS: false,
    });
  });

  it('lets no page of another origin connect in production unless told', () => {
    expect(readGatewayEnv({ ...enough, NODE_ENV: 'production' }).CORS_ORIGINS).toEqual([]);
  });

  it('reads a list of origins', () => {
    const { CORS_ORIGINS } = readGatewayEnv({
      ...enough,
      CORS_ORIGINS: 'https://a.example, https://b.example,',
    });
    expect(CORS_ORIGINS).toEqual(['https://a.example', 'https://b.example']);
  });

  it('takes an empty value as unset', () => {
    expect(readGatewayEnv({ ...enough, REDIS_PASSWORD: '' }).REDIS_PASSWORD).toBeUndefined();
  });

  it.each([
    ['WEBSOCKET_PORT', { ...enough, WEBSOCKET_PORT: '70000' }],
    ['WEBSOCKET_ENABLED', { ...enough, WEBSOCKET_ENABLED: 'perhaps' }],
    ['RABBITMQ_URL', { ...enough, RABBITMQ_URL: undefined }],
    ['RABBITMQ_URL', { ...enough, RABBITMQ_URL: 'http://localhost' }],
    ['CORS_ORIGINS', { ...enough, NODE_ENV: 'production', CORS_ORIGINS: '*' }],
    ['LOG_MAX_BYTES', { ...enough, LOG_MAX_BYTES: '2000', LOG_TOTAL_BYTES: '1999' }],
    ['REPLAY_WINDOW_SECONDS', { ...enough, REPLAY_WINDOW_SECONDS: '901', STREAM_MAX_AGE_SECONDS: '900' }],
    ['ACCESS_TOKEN_TTL_SECONDS', { ...enough, ACCESS_TOKEN_TTL_SECONDS: '901' }],
    ['JWT_SECRET', { ...enough, JWT_SECRET: 'short' }],
    ['JWT_SECRET', { ...enough, JWT_SECRET: undefined }],
    ['JWKS_URL', { ...enough, JWKS_URL: 'https://keys.example' }],
  ])('names %s when it is missing or wrong', (name, source) => {
    expect(refusal(source)).toContain(name);
  });

  it('names everything that is wrong at once', () => {
    const message = refusal({ ...enough, WEBSOCKET_PORT: 'x', REDIS_PORT: 'y' });
    expect(message.split('\n')).toHaveLength(2);
  });

  it('needs neither broker nor keys when connections are switched off', () => {
    expect(readGatewayEnv({ WEBSOCKET_ENABLED: 'false' })).toMatchObject({
      WEBSOCKET_ENABLED: false,
    });
  });
});
