import { eventually, fetchAlone } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOf } from './deploy/compose-file.js';
import { type Line, startLine } from './line.js';
import { type Listener, listen, login, openCart, ringUpASale } from './shop-client.js';

/** An organization, and what a screen in it shows. */
interface ShopOnScreen {
  readonly token: string;
  readonly screen: Listener;
}

/** The lines of a scrape that carry a figure. */
async function scrape(url: string): Promise<string[]> {
  const text = await (await fetchAlone(url)).text();
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

  /** All that was committed is published, and counted. */
  const published = async () => {
    await eventually(async () =>
      expect((await figures()).coreApi).toContain('core_api_outbox_unpublished_events 0'),
    );
    return figures();
  };

  /**
   * The figures while nothing is on its way: a cart in each organization comes in order after whatever happened there before, so when
   * another one of each makes a difference of as many events at either end, nothing else was under way when the first had come.
   */
  const atRest = (shops: readonly ShopOnScreen[]) =>
    eventually(
      async () => {
        const afterCarts = async () => {
          await Promise.all(shops.map(cartIsShown));
          return published();
        };
        const [first, second] = [await afterCarts(), await afterCarts()];
        expect(second.published - first.published).toBe(shops.length);
        expect(second.delivered - first.delivered).toBe(shops.length);
        return second;
      },
      { timeoutMs: 60_000 },
    );
  const cartIsShown = async ({ token, screen }: ShopOnScreen) => {
    const { cartId } = await openCart(line.apiUrl, token);
    await eventually(() =>
      expect(screen.received.map(({ payload }) => payload)).toContainEqual(
        expect.objectContaining({ cartId }),
      ),
    );
  };
  const shopOnScreen = async (organization: string): Promise<ShopOnScreen> => {
    const token = await login(line.apiUrl, { organization, email: `cashier@${organization}.test` });
    return { token, screen: await listen(line.realtimeUrl, token) };
  };

  it('is the same number of events at either end of the line', async () => {
    const shops = [await shopOnScreen('acme'), await shopOnScreen('globex')] as const;
    const [{ token: cashier, screen: colleague }] = shops;
    // What happened when the shop opened was published before the gateway was there.
    const before = await atRest(shops);
    await ringUpASale(line.apiUrl, cashier);
    await eventually(() => expect(colleague.names()).toContain('pos:sale:completed'));
    for (const { screen } of shops) screen.socket.close();

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
    const texts = await Promise.all(line.metricsUrls.map(async (url) => (await fetchAlone(url)).text()));
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
