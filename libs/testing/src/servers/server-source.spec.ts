import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServerSource } from './server.js';
import { withFallback } from './server-source.js';

function sourceOf(name: string): ServerSource {
  const server = { url: name, dispose: async () => {} };
  return {
    rabbitmq: async () => ({ ...server, managementUrl: name }),
    stoppableRabbitmq: async () => ({ ...server, stop: async () => {}, start: async () => {} }),
    redis: async () => ({ ...server, start: async () => {}, stop: async () => {} }),
    postgres: async () => server,
  };
}

describe('servers from Docker, with programs to fall back on', () => {
  const warn = vi.spyOn(console, 'warn');

  beforeEach(() => {
    warn.mockReset();
  });

  it.each(['rabbitmq', 'stoppableRabbitmq', 'redis', 'postgres'] as const)(
    'come from Docker: %s',
    async (server) => {
      const source = withFallback(sourceOf('docker'), sourceOf('programs'));

      await expect(source[server]()).resolves.toMatchObject({ url: 'docker' });
      expect(warn).not.toHaveBeenCalled();
    },
  );

  it.each(['rabbitmq', 'stoppableRabbitmq', 'redis', 'postgres'] as const)(
    'come from a program when Docker cannot run them, which is said: %s',
    async (server) => {
      const broken = { ...sourceOf('docker'), [server]: () => Promise.reject(new Error('no such image')) };

      await expect(withFallback(broken, sourceOf('programs'))[server]()).resolves.toMatchObject({
        url: 'programs',
      });

      expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('(no such image)'));
    },
  );
});
