import { Gauge, Registry } from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MetricsEndpoint } from '../src/index.js';

async function start(port: number | undefined, registry = new Registry()): Promise<MetricsEndpoint> {
  const endpoint = new MetricsEndpoint(registry, { METRICS_HOST: '127.0.0.1', METRICS_PORT: port });
  onTestFinished(() => endpoint.close());
  await endpoint.start();
  return endpoint;
}

describe('the metrics endpoint', () => {
  it('serves a registry and the figures of the process, and nothing else', async () => {
    const registry = new Registry();
    new Gauge({ name: 'beans', help: 'Beans.', registers: [registry] }).set(7);
    const { url = '' } = await start(0, registry);
    const answer = await fetch(url);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(text).toContain('beans 7');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
    expect((await fetch(new URL('/', url))).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  });

  it('answers 500, and goes on, when a figure cannot be had', async () => {
    const registry = new Registry();
    let broken = true;
    new Gauge({
      name: 'beans',
      help: 'Beans.',
      registers: [registry],
      collect() {
        if (broken) throw new Error('no beans');
        this.set(7);
      },
    });
    const { url = '' } = await start(0, registry);
    expect((await fetch(url)).status).toBe(500);
    broken = false;
    expect((await fetch(url)).status).toBe(200);
  });

  it('serves nothing without a port', async () => {
    expect((await start(undefined)).url).toBeUndefined();
  });

  it('says which setting to change when the port is taken', async () => {
    const { url = '' } = await start(0);
    const { port } = new URL(url);
    await expect(start(Number(port))).rejects.toThrow(
      `port ${port} is taken; set METRICS_PORT to a free one`,
    );
  });
});
