import { createServer } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { freePort } from './free-port.js';

it('gives a port that can be listened on', async () => {
  const port = await freePort();
  const server = createServer();

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  await new Promise((resolve) => server.close(resolve));
});

it('gives every caller another port, below the range that outgoing connections are given', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, freePort));

  expect(new Set(ports).size).toBe(50);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

it('gives workers that choose at the same time ports of different parts', async () => {
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });
  const portsOf = async (worker: string) => {
    vi.resetModules();
    vi.stubEnv('VITEST_POOL_ID', worker);
    const { freePort: choose } = await import('./free-port.js');
    return Promise.all(Array.from({ length: 50 }, choose));
  };
  expect(Math.max(...(await portsOf('1')))).toBeLessThan(Math.min(...(await portsOf('2'))));
});
