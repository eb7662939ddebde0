import { z } from 'zod';

/** Settings of whoever is observed; an app spreads them into its schema. */
export const telemetryEnv = {
  METRICS_HOST: z.string().min(1).default('127.0.0.1').describe('address of the metrics to listen on'),
  METRICS_PORT: z.coerce
    .number('must be a number')
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('port on which Prometheus finds /metrics; no metrics when unset'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
    .optional()
    .describe('address of an OpenTelemetry collector (OTLP over HTTP); no traces when unset'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number('must be a number')
    .min(0)
    .max(1)
    .default(1)
    .describe('share of the requests that are traced, 0 to 1; a caller who traces decides itself'),
};

export type TelemetryEnv = z.output<z.ZodObject<typeof telemetryEnv>>;
