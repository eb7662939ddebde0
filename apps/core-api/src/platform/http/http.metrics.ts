import { latencyBuckets } from '@business-control/telemetry';
import { Histogram, type Registry } from 'prom-client';

/** One label set for each route of the code, never for what a caller made up. */
export interface AnsweredRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** How many requests were answered, how, and in what time. */
export class HttpMetrics {
  private readonly duration: Histogram<'method' | 'route' | 'status'>;

  constructor(registry: Registry) {
    this.duration = new Histogram({
      name: 'core_api_http_request_duration_seconds',
      help: 'Time from the arrival of a request to the end of its answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [...latencyBuckets],
      registers: [registry],
    });
  }

  answered({ method, route, status, seconds }: AnsweredRequest): void {
    this.duration.observe({ method, route, status: String(status) }, seconds);
  }
}
