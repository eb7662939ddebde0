import type { Tracing } from './otlp.js';
import type { TelemetryEnv } from './telemetry-env.js';

export interface TracingOptions {
  /** Name of the process in traces. */
  readonly service: string;
  readonly env: Pick<TelemetryEnv, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_TRACES_SAMPLER_ARG'>;
  /** Told what the exporter complains of. */
  readonly onError: (message: string) => void;
}

/**
 * Makes the spans of this process real, and sends them to the collector. Once in a process, before its first span.
 * Without `OTEL_EXPORTER_OTLP_ENDPOINT` nothing is loaded and every span stays empty.
 */
export async function startTracing({ service, env, onError }: TracingOptions): Promise<Tracing> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share } = env;
  if (endpoint === undefined) return { close: () => Promise.resolve() };
  const { exportTraces } = await import('./otlp.js');
  return exportTraces({ service, endpoint, share, onError });
}
