import { describe, expect, it } from 'vitest';
import { givenAddresses } from './environment.js';

describe('addresses from the environment', () => {
  it('are none when nothing is set', () => {
    expect(givenAddresses({})).toEqual({ rabbitmq: undefined, redis: undefined, postgres: undefined });
  });

  it('are none where a variable is empty', () => {
    expect(givenAddresses({ TEST_REDIS_URL: '' }).redis).toBeUndefined();
  });

  it('are taken as they are', () => {
    const given = givenAddresses({
      TEST_RABBITMQ_URL: 'amqp://rabbit:5672',
      TEST_RABBITMQ_MANAGEMENT_URL: 'http://guest:guest@rabbit:8080',
      TEST_REDIS_URL: 'redis://redis:6379',
      TEST_POSTGRES_URI: 'postgres://postgres@db/postgres',
    });

    expect(given).toEqual({
      rabbitmq: { url: 'amqp://rabbit:5672', managementUrl: 'http://guest:guest@rabbit:8080' },
      redis: 'redis://redis:6379',
      postgres: 'postgres://postgres@db/postgres',
    });
  });

  it('assume RabbitMQ’s management API on its usual port with the same user', () => {
    const { rabbitmq } = givenAddresses({ TEST_RABBITMQ_URL: 'amqp://ada:secret@rabbit:5672' });

    expect(rabbitmq?.managementUrl).toBe('http://ada:secret@rabbit:15672');
  });
});
