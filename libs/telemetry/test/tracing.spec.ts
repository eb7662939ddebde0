import { startTraceCollector } from '@business-control/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { currentTraceparent, startSpan, startTracing } from '../src/index.js';

const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const traceparent = `00-${caller.traceId}-${caller.spanId}-01`;

describe('tracing', () => {
  // In this order: a process cannot stop tracing once it has begun.
  it('costs nothing and says nothing without a collector', async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: undefined, OTEL_TRACES_SAMPLER_ARG: 1 };
    await startTracing({ service: 'till', env, onError: () => undefined });
    const span = startSpan('sell', traceparent, { kind: 'server' });
    expect(span.run(() => currentTraceparent())).toBeUndefined();
    span.end();
  });

  it('continues the trace of a caller over processes, and keeps one that was not asked for apart', async () => {
    const collector = await startTraceCollector();
    onTestFinished(() => collector.close());
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.endpoint}/`, OTEL_TRACES_SAMPLER_ARG: 1 };
    const tracing = await startTracing({ service: 'till', env, onError: expect.unreachable });

    const command = startSpan('POST', traceparent, { kind: 'server' });
    const handedOn = await command.run(async () => {
      await Promise.resolve();
      return currentTraceparent();
    });
    command.rename('POST /sales');
    command.set({ status: 500 });
    command.end('500');
    startSpan('publish', handedOn, { kind: 'producer' }).end();
    startSpan('other', 'not a traceparent', { kind: 'consumer' }).end();
    // Somebody else has decided not to trace this one.
    startSpan('unsampled', `00-${caller.traceId}-${caller.spanId}-00`, { kind: 'server' }).end();
    expect(currentTraceparent()).toBeUndefined();
    await tracing.close();

    const [sale, publish, other, ...more] = collector.spans;
    expect(sale).toEqual({
      service: 'till',
      name: 'POST /sales',
      traceId: caller.traceId,
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
      parentSpanId: caller.spanId,
      attributes: { status: 500 },
    });
    expect(handedOn).toBe(`00-${caller.traceId}-${sale?.spanId}-01`);
    expect(publish).toMatchObject({ traceId: caller.traceId, parentSpanId: sale?.spanId });
    expect(other).toMatchObject({ name: 'other', parentSpanId: undefined });
    expect(other?.traceId).not.toBe(caller.traceId);
    expect(more).toEqual([]);
  });
});
