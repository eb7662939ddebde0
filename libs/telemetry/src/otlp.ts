import { setTimeout as sleep } from 'node:timers/promises';
import { context, DiagLogLevel, diag, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

/** A collector that is away must not hold up a stop. */
const LAST_SPANS_WITHIN_MS = 3_000;

const EXPORT_EVERY_MS = 1_000;

export interface Tracing {
  /** Sends what is left, for a few seconds at most. */
  close(): Promise<void>;
}

interface ExportOptions {
  readonly service: string;
  readonly endpoint: string;
  readonly share: number;
  readonly onError: (message: string) => void;
}

/** Loaded only when traces are exported: the rest of the process does not pay for the SDK. */
export function exportTraces({ service, endpoint, share, onError }: ExportOptions): Tracing {
  const silent = () => undefined;
  diag.setLogger(
    { error: onError, warn: onError, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': service })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: EXPORT_EVERY_MS })],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return {
    close: async () => {
      const end = provider.shutdown().catch((error: unknown) => onError(String(error)));
      await Promise.race([end, sleep(LAST_SPANS_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}
