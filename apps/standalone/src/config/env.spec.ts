import { describe, expect, it } from 'vitest';
import { readStandaloneEnv } from './env.js';

describe('the settings of both apps in one process', () => {
  const given = {
    JWT_SECRET: 'a secret of thirty-two characters',
    DATABASE: 'postgres',
    BROKER: 'rabbitmq',
    ENABLE_REDIS: 'true',
    METRICS_PORT: '9464',
  };

  it('are always those of the embedded parts, whatever is set', () => {
    const { coreApi, gateway } = readStandaloneEnv(given);
    expect(coreApi).toMatchObject({ DATABASE: 'pglite', BROKER: 'memory', ENABLE_REDIS: false });
    expect(gateway).toMatchObject({ BROKER: 'memory', ENABLE_REDIS: false });
  });

  it('serve no metrics, as both apps would want the one port', () => {
    const { coreApi, gateway } = readStandaloneEnv(given);
    expect([coreApi.METRICS_PORT, gateway.METRICS_PORT]).toEqual([undefined, undefined]);
  });
});
