import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Readiness } from '../src/platform/health/readiness.js';
import { type CoreApi, startCoreApi } from './core-api-fixture.js';
import { appendTicks } from './ticks.js';

describe('health', () => {
  let api: CoreApi;
  beforeAll(async () => {
    api = await startCoreApi();
  });
  afterAll(() => api.stop());
  beforeEach(() => {
    api.database.failTransaction = () => false;
  });

  const ready = async () => {
    const response = await api.fetch('/health/ready');
    return { code: response.status, ...((await response.json()) as Readiness) };
  };

  it('lives', async () => {
    const response = await api.fetch('/health/live');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  it('is ready, and its relay leads', async () => {
    await eventually(async () =>
      expect(await ready()).toEqual({
        code: 200,
        status: 'ok',
        checks: {
          database: { status: 'ok' },
          broker: { status: 'ok' },
          relay: { status: 'ok', leading: true, unpublished: 0, oldestSeconds: null },
        },
      }),
    );
  });

  it('is not ready without the database, and says why', async () => {
    api.database.failTransaction = () => true;
    expect(await ready()).toMatchObject({
      code: 503,
      status: 'down',
      checks: { database: { status: 'down', reason: expect.any(String) }, relay: { unpublished: null } },
    });
    api.database.failTransaction = () => false;
    await eventually(async () => expect(await ready()).toMatchObject({ code: 200, status: 'ok' }));
  });

  it('stays ready without the broker, as sales go on, and says what waits', async () => {
    await api.broker.close();
    await api.database.transaction((tx) => appendTicks(tx, 'acme', 3));
    await eventually(async () =>
      expect(await ready()).toMatchObject({
        code: 200,
        status: 'degraded',
        checks: {
          database: { status: 'ok' },
          broker: { status: 'degraded', reason: expect.any(String) },
          relay: {
            status: 'degraded',
            reason: expect.any(String),
            unpublished: 3,
            oldestSeconds: expect.any(Number),
          },
        },
      }),
    );
  });

  it('leaves no line in the log for every probe', async () => {
    await api.fetch('/health/live');
    expect(api.log.filter((line) => line.includes('/health/live'))).toEqual([]);
  });
});
