import { eventually, fetchAlone, startTraceCollector, type TraceCollector } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Line, startLine } from './line.js';
import { get, listen, login } from './shop-client.js';

/** HTTP command → outbox → relay → RabbitMQ → gateway, as a collector sees it. */
describe('a command in a trace', () => {
  let line: Line;
  let collector: TraceCollector;

  beforeAll(async () => {
    collector = await startTraceCollector();
    line = await startLine({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint } });
  });

  afterAll(async () => {
    await line?.stop();
    await collector?.close();
  });

  it('goes from the caller over the command and the publication to the sockets', async () => {
    const token = await login(line.apiUrl, { organization: 'acme', email: 'cashier@acme.test' });
    const { socket, names } = await listen(line.realtimeUrl, token);
    const { items } = await get<{ items: { posId: string }[] }>(line.apiUrl, token, '/pos/workstations');
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const answer = await fetchAlone(`${line.apiUrl}/pos/carts`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      },
      body: JSON.stringify({ posId: items[0]?.posId }),
    });
    expect(answer.status).toBe(201);
    await eventually(() => expect(names()).toContain('pos:cart:updated'));
    socket.close();

    const spans = await eventually(() => {
      const found = collector.spans.filter((span) => span.traceId === traceId);
      expect(found).toHaveLength(3);
      return found;
    });
    const command = spans.find(({ name }) => name === 'POST /pos/carts');
    expect(command).toMatchObject({
      service: 'core-api',
      parentSpanId: 'b7ad6b7169203331',
      attributes: { 'http.route': '/pos/carts', 'http.response.status_code': 201 },
    });
    const parentSpanId = command?.spanId;
    expect(spans).toContainEqual(
      expect.objectContaining({ service: 'core-api', name: 'publish pos:cart:updated', parentSpanId }),
    );
    expect(spans).toContainEqual(
      expect.objectContaining({
        service: 'realtime-gateway',
        name: 'emit pos:cart:updated',
        parentSpanId,
        attributes: { 'realtime.sockets': 1 },
      }),
    );
  });
});
