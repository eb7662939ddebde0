import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOf } from './deploy/compose-file.js';
import { type Line, startLine } from './line.js';
import { listen, login, openCart, ringUpASale } from './shop-client.js';

/** The lines of a scrape that carry a figure. */
async function scrape(url: string): Promise<string[]> {
  const text = await (await fetch(url)).text();
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

const nameOf = (series: string) => /^\w+/.exec(series)?.[0] ?? '';

describe('what Prometheus sees of a sale', () => {
  let line: Line;
  beforeAll(async () => {
    line = await startLine();
  });
  afterAll(() => line?.stop());

  const figures = async () => {
    const [coreApi, gateway] = [await scrape(line.metricsUrls[0]), await scrape(line.metricsUrls[1])];
    const figure = (name: string) => {
      const series = [...coreApi, ...gateway].find((candidate) => nameOf(candidate) === name);
      return Number(series?.split(' ').at(-1) ?? 0);
    };
    return {
      coreApi,
      published: figure('core_api_outbox_published_total'),
      delivered: figure('realtime_events_delivered_total'),
      emitted: figure('realtime_commit_to_emit_seconds_count'),
    };
  };

  /** The figures once nothing is on its way any more. */
  const atRest = () =>
    eventually(
      async () => {
        const [first, second] = [await figures(), await delay(500).then(figures)];
        expect(second.coreApi).toContain('core_api_outbox_unpublished_events 0');
        expect([second.published, second.delivered]).toEqual([first.published, first.delivered]);
        return second;
      },
      { timeoutMs: 30_000 },
    );

  it('is the same number of events at either end of the line', async () => {
    const cashier = await login(line.apiUrl, { organization: 'acme', email: 'cashier@acme.test' });
    const colleague = await listen(line.realtimeUrl, cashier);
    // What happened when the shop opened was published before the gateway was there; what comes in order before this cart was
    // delivered, and nothing else is on its way.
    const { cartId } = await openCart(line.apiUrl, cashier);
    await eventually(() =>
      expect(colleague.received.map(({ payload }) => payload)).toContainEqual(
        expect.objectContaining({ cartId }),
      ),
    );
    const before = await atRest();
    await ringUpASale(line.apiUrl, cashier);
    await eventually(() => expect(colleague.names()).toContain('pos:sale:completed'));
    colleague.socket.close();

    await eventually(async () => {
      const now = await figures();
      expect(now.coreApi).toContain('core_api_outbox_unpublished_events 0');
      expect(now.published - before.published).toBeGreaterThan(5);
      expect(now.delivered - before.delivered).toBe(now.published - before.published);
      expect(now.emitted).toBeGreaterThanOrEqual(colleague.received.length);
      expect(now.coreApi.join('\n')).toContain('route="/pos/carts/:cartId/confirm",status="200"');
    });
  });

  it('has every series that the alerts and the dashboard ask for', async () => {
    const texts = await Promise.all(line.metricsUrls.map(async (url) => (await fetch(url)).text()));
    const declared = new Set([...texts.join('\n').matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name));
    const dashboard: { panels: { targets: { expr: string }[] }[] } = JSON.parse(
      fileOf('deploy/grafana/dashboards/realtime.json'),
    );
    const expressions = [
      ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
      ...[...fileOf('deploy/prometheus/alerts.yml').matchAll(/expr: (.+)/g)].map(([, expr = '']) => expr),
    ];
    const asked = expressions.flatMap(
      (expression) => expression.match(/\b(?:core_api|realtime|nodejs|process)_\w+/g) ?? [],
    );
    expect(asked.length).toBeGreaterThanOrEqual(expressions.length);
    const isDeclared = (name: string) =>
      declared.has(name) || declared.has(name.replace(/_(bucket|count)$/, ''));
    expect(asked.filter((name) => !isDeclared(name))).toEqual([]);
  });
});
