import { MetricsEndpoint } from '@business-control/telemetry';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, type CoreApi, startCoreApi } from './core-api-fixture.js';
import { appendTicks } from './ticks.js';

describe('the metrics of core-api', () => {
  let api: CoreApi;
  beforeAll(async () => {
    api = await startCoreApi({ METRICS_PORT: '0' });
  });
  afterAll(() => api.stop());
  beforeEach(() => {
    api.database.failTransaction = () => false;
  });

  const scrape = async () => {
    const { url = '' } = api.app.get(MetricsEndpoint);
    return (await (await fetch(url)).text()).split('\n');
  };
  const requests = (labels: string) => `core_api_http_request_duration_seconds_count{${labels}}`;

  it('count requests by route and status, never by what a caller made up', async () => {
    const headers = await bearer(['pos.read']);
    await api.fetch('/pos/carts/0190f3a2-7c1e-7000-8000-0000000000d1', { headers });
    await api.fetch('/pos/carts/0190f3a2-7c1e-7000-8000-0000000000d2', { headers });
    await api.fetch('/auth/me');
    await api.fetch('/no/such/address');
    await api.fetch('/health/ready');
    await eventually(async () =>
      expect(
        (await scrape()).filter((line) => line.startsWith(requests('').slice(0, -1))).toSorted(),
      ).toEqual(
        [
          `${requests('method="GET",route="/auth/me",status="401"')} 1`,
          `${requests('method="GET",route="/pos/carts/:cartId",status="404"')} 2`,
          `${requests('method="GET",route="none",status="404"')} 1`,
        ].toSorted(),
      ),
    );
  });

  it('tell what the relay published, that it leads, which jobs failed, and which facts had no effect', async () => {
    await api.database.transaction((tx) => appendTicks(tx, 'acme', 3));
    await eventually(async () => {
      const lines = await scrape();
      expect(lines).toContain('core_api_outbox_published_total 3');
      expect(lines).toContain('core_api_outbox_relay_leading 1');
      expect(lines).toContain('core_api_outbox_unpublished_events 0');
      expect(lines).toContain('core_api_outbox_oldest_unpublished_seconds 0');
      expect(lines).toContain('core_api_outbox_relay_failures_total 0');
      expect(lines).toContain('core_api_scheduled_job_failures_total{job="platform.retention"} 0');
      expect(lines).toContain(
        'core_api_facts_set_aside_total{queue="inventory.deduct-stock-on-sale-completed"} 0',
      );
    });
  });

  it('go on without the database, and do not claim to know the outbox', async () => {
    api.database.failTransaction = () => true;
    const lines = await scrape();
    expect(lines).toContain('core_api_outbox_unpublished_events Nan');
    expect(lines).toContain('core_api_outbox_oldest_unpublished_seconds Nan');
  });

  it('tell what waits, and for how long, while the broker is away', async () => {
    await api.broker.close();
    await api.database.transaction((tx) => appendTicks(tx, 'acme', 2));
    await eventually(async () => {
      const lines = await scrape();
      expect(lines).toContain('core_api_outbox_unpublished_events 2');
      const figure = (name: string) =>
        Number(lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1]);
      expect(figure('core_api_outbox_oldest_unpublished_seconds')).toBeGreaterThan(0);
      expect(figure('core_api_outbox_relay_failures_total')).toBeGreaterThan(0);
    });
  });
});
