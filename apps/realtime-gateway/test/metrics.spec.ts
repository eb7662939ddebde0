import { createServer } from 'node:net';
import { MetricsEndpoint } from '@business-control/telemetry';
import { eventually } from '@business-control/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { envelope, messageOf, Sequence } from './envelopes.js';
import { connectPlain, openPlain } from './plain-client.js';
import { figureOf, scrape } from './scrape.js';
import { connectAs, publish, refusalOf, startGateway, unique } from './start-gateway.js';
import { timersInHand } from './timers-in-hand.js';

const start = () => startGateway({ env: { METRICS_PORT: '0' } });

describe('the metrics of the gateway', () => {
  it('tell who is connected, how they were received, and that they left', async () => {
    const gateway = await start();
    const first = await connectAs(gateway);
    await connectAs(gateway, { client: { transports: ['polling'] } });
    await connectPlain(gateway);
    await connectAs(gateway, { auth: { cursor: 'e1.1' } });
    await refusalOf(gateway, { auth: {} });

    let lines = await scrape(gateway);
    expect(lines).toContain('realtime_connections{transport="websocket"} 2');
    expect(lines).toContain('realtime_connections{transport="polling"} 1');
    expect(lines).toContain('realtime_connections{transport="plain"} 1');
    expect(lines).toContain('realtime_connections_accepted_total{resume="fresh"} 3');
    expect(lines).toContain('realtime_connections_accepted_total{resume="resync"} 1');
    expect(lines).toContain('realtime_connections_refused_total{code="auth.token-missing"} 1');
    expect(figureOf(lines, 'realtime_rooms')).toBeGreaterThan(0);

    first.socket.disconnect();
    await eventually(async () => {
      lines = await scrape(gateway);
      expect(lines).toContain('realtime_connections{transport="websocket"} 1');
      expect(lines).toContain('realtime_connections_closed_total{code="none"} 1');
      // No core-api here takes them.
      expect(figureOf(lines, 'realtime_facts_dropped_total')).toBeGreaterThan(0);
      expect(lines).toContain('realtime_facts_published_total 0');
    });
  });

  it('tell why connections were refused, also those that nobody behind the door heard of', async () => {
    const gateway = await startGateway({
      env: { METRICS_PORT: '0', MAX_HANDSHAKES_PER_IP_PER_MINUTE: '4', MAX_CONNECTIONS_PER_IP: '4' },
    });
    await refusalOf(gateway, {}, '/');
    await refusalOf(gateway, {}, '/nowhere');
    (await openPlain(gateway)).send({ type: 'hello' });
    (await openPlain(gateway)).send({ type: 'auth', token: 7 });
    (await openPlain(gateway)).send({ type: 'auth' });
    const pass = timersInHand();
    const silent = await openPlain(gateway);
    pass(10_000);
    await silent.closed;
    (await openPlain(gateway)).ws.close();
    (await openPlain(gateway)).ws.close();
    await expect(fetch(`${gateway.url}/socket.io/?EIO=4&transport=polling`)).resolves.toMatchObject({
      status: 403,
    });

    await eventually(async () => {
      const lines = await scrape(gateway);
      const refused = lines.filter((line) => line.startsWith('realtime_connections_refused_total'));
      expect(refused.toSorted()).toEqual([
        'realtime_connections_refused_total{code="auth.timeout"} 1',
        'realtime_connections_refused_total{code="auth.token-missing"} 1',
        'realtime_connections_refused_total{code="handshake.invalid"} 2',
        'realtime_connections_refused_total{code="limit.handshakes"} 1',
        'realtime_connections_refused_total{code="namespace.closed"} 2',
      ]);
    });
  });

  it('tell what became of every event, and how long it took', async () => {
    const gateway = await start();
    const organizationId = unique('shop');
    const clients = [
      await connectAs(gateway, { organizationId }),
      await connectAs(gateway, { organizationId, userId: 'u2' }),
    ];
    const sequence = new Sequence(organizationId);
    const occurredAt = new Date().toISOString();
    const first = sequence.next({ occurredAt });
    await publish(gateway, first, first);
    sequence.skip(2);
    await publish(gateway, sequence.next({ occurredAt }));
    await publish(gateway, envelope({ organizationId, payload: { wrong: true } }));
    await gateway.broker.publish(messageOf(envelope(), { body: Buffer.from('{') }));
    const late = new Date(Date.now() - 60_000).toISOString();
    await publish(gateway, sequence.next({ occurredAt: late }));
    for (const client of clients) await eventually(() => expect(client.metas()).toHaveLength(3));
    await eventually(async () =>
      expect(await scrape(gateway)).toContain('realtime_rejection_reports_total{outcome="reported"} 2'),
    );

    const lines = await scrape(gateway);
    expect(lines).toContain('realtime_events_delivered_total 3');
    expect(lines).toContain('realtime_socket_deliveries_total 6');
    expect(lines).toContain('realtime_events_dropped_total{reason="duplicate"} 1');
    expect(lines).toContain('realtime_events_dropped_total{reason="invalid-payload"} 1');
    expect(lines).toContain('realtime_events_dropped_total{reason="not-json"} 1');
    expect(lines).toContain('realtime_sequence_breaks_total{kind="gap"} 1');
    expect(lines).toContain('realtime_sequence_breaks_total{kind="epoch-changed"} 0');
    expect(lines).toContain('realtime_commit_to_emit_seconds_count 3');
    expect(lines).toContain('realtime_commit_to_emit_seconds_bucket{le="30"} 2');
    expect(lines).toContain('realtime_stream_connected 1');
    expect(lines).toContain('realtime_stream_caught_up 1');
    expect(figureOf(lines, 'realtime_stream_offset')).toBe(5);
    expect(figureOf(lines, 'realtime_stream_lag_seconds')).toBeGreaterThanOrEqual(60);
    expect(lines).toContain('realtime_send_queue_bytes 0');
    expect(lines.some((line) => line.startsWith('nodejs_eventloop_lag_seconds'))).toBe(true);
  });

  it('tell how connections were brought up to date', async () => {
    const gateway = await start();
    const organizationId = unique('shop');
    const sequence = new Sequence(organizationId);
    await publish(gateway, sequence.next(), sequence.next(), sequence.next());
    await eventually(async () =>
      expect(await scrape(gateway)).toContain('realtime_events_delivered_total 3'),
    );
    await connectAs(gateway, { organizationId, auth: { cursor: 'e1.1' } });
    await connectAs(gateway, { organizationId, auth: { cursor: 'e1.3' } });

    const lines = await scrape(gateway);
    expect(lines).toContain('realtime_connections_accepted_total{resume="replayed"} 1');
    expect(lines).toContain('realtime_connections_accepted_total{resume="current"} 1');
    expect(lines).toContain('realtime_events_replayed_total 2');
    expect(lines).toContain('realtime_replays_waiting 0');
  });

  it('name no organization, user, device or room', async () => {
    const gateway = await start();
    const names = { organizationId: unique('shop'), userId: unique('user'), deviceId: unique('till') };
    const client = await connectAs(gateway, names);
    await publish(gateway, new Sequence(names.organizationId).next());
    await eventually(() => expect(client.metas()).toHaveLength(1));
    const text = (await scrape(gateway)).join('\n');
    for (const name of Object.values(names)) expect(text).not.toContain(name);
  });

  it('are not served unless a port is set', async () => {
    const { app } = await startGateway();
    expect(app.get(MetricsEndpoint).url).toBeUndefined();
  });

  it('say which setting to change when their port is taken', async () => {
    const other = createServer();
    onTestFinished(() => void other.close());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = String(typeof address === 'object' && address ? address.port : 0);
    await expect(startGateway({ env: { METRICS_PORT: port } })).rejects.toThrow(
      `port ${port} is taken; set METRICS_PORT to a free one`,
    );
  });
});
