export { type Health, healthOf } from './health.js';
export { latencyBuckets } from './latency-buckets.js';
export { MetricsEndpoint, MetricsUnavailable } from './metrics-endpoint.js';
export type { Tracing } from './otlp.js';
export { currentTraceparent, type SpanOptions, startSpan, type WorkSpan } from './spans.js';
export { type TelemetryEnv, telemetryEnv } from './telemetry-env.js';
export { startTracing, type TracingOptions } from './tracing.js';
