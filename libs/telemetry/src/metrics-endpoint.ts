import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics, type Registry } from 'prom-client';
import type { TelemetryEnv } from './telemetry-env.js';

/** The metrics cannot be served; the message names the setting to change. */
export class MetricsUnavailable extends Error {
  override readonly name = 'MetricsUnavailable';
}

/**
 * Serves a registry as `GET /metrics` on a port of its own, so that what faces the public never answers with it.
 * Figures of the process (CPU, memory, event loop, garbage) are added. Without `METRICS_PORT` it does nothing.
 */
export class MetricsEndpoint {
  readonly #server: Server;
  #url: string | undefined;

  constructor(
    private readonly registry: Registry,
    private readonly env: Pick<TelemetryEnv, 'METRICS_HOST' | 'METRICS_PORT'>,
  ) {
    this.#server = createServer(async (request, response) => {
      if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      try {
        const text = await registry.metrics();
        response.writeHead(200, { 'content-type': registry.contentType }).end(text);
      } catch {
        response.writeHead(500).end();
      }
    });
  }

  /** Where the metrics are; `undefined` while they are not served. */
  get url(): string | undefined {
    return this.#url;
  }

  /** Throws {@link MetricsUnavailable} when the port cannot be had. */
  async start(): Promise<void> {
    const { METRICS_HOST: host, METRICS_PORT: port } = this.env;
    if (port === undefined) return;
    collectDefaultMetrics({ register: this.registry });
    try {
      this.#server.listen(port, host);
      await once(this.#server, 'listening');
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
      const why =
        code === 'EADDRINUSE'
          ? `port ${port} is taken; set METRICS_PORT to a free one`
          : `cannot listen on METRICS_HOST=${host}, METRICS_PORT=${port} (${String(code)})`;
      throw new MetricsUnavailable(why, { cause });
    }
    const address = this.#server.address();
    const actual = typeof address === 'object' && address ? address.port : port;
    this.#url = `http://${host.includes(':') ? `[${host}]` : host}:${actual}/metrics`;
  }

  async close(): Promise<void> {
    if (this.#url === undefined) return;
    this.#url = undefined;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
