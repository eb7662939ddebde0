import type { Health } from '@business-control/telemetry';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type CoreApi, startCoreApi } from './core-api-fixture.js';
import { FragileDatabase, relayOn } from './relay-fixture.js';
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
    return { code: response.status, ...((await response.json()) as Health) };
  };

  it('lives', async () => {
    const response = await api.fetch('/health/live');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'live' });
  });

  it('is ready when nothing is wrong', async () => {
    expect(await ready()).toEqual({ code: 200, status: 'ready', reasons: [] });
  });

  it('is not ready without the database, and says why', async () => {
    api.database.failTransaction = () => true;
    expect(await ready()).toEqual({
      code: 503,
      status: 'not-ready',
      reasons: expect.arrayContaining(['the database does not answer']),
    });
    // Its own attempts fail, too: who has nothing to publish must not stay impaired by that.
    await eventually(async () =>
      expect((await ready()).reasons).toContain('events cannot be published: connection refused'),
    );
    api.database.failTransaction = () => false;
    await eventually(async () => expect(await ready()).toMatchObject({ code: 200, status: 'ready' }));
  });

  it('stays ready while requests take all connections: it would be no better without the process', async () => {
    const all = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    let taken = 0;
    const crowd = Array.from({ length: 10 }, () =>
      api.database.transaction(async () => {
        taken += 1;
        if (taken === 10) all.resolve();
        await finish.promise;
      }),
    );
    await all.promise;
    await eventually(async () => expect(await ready()).toMatchObject({ code: 200 }));
    finish.resolve();
    await Promise.all(crowd);
  });

  it('is not impaired by what failed before another process took the lead', async () => {
    const database = new FragileDatabase(api.database);
    database.failLock = true;
    const relay = relayOn(database, api.broker);
    await relay.start();
    onTestFinished(() => relay.stop());
    await eventually(() => expect(relay.status.lastError).toBe('connection refused'));
    database.failLock = false;
    await eventually(() =>
      expect(relay.status).toMatchObject({ leading: false, failures: 0, lastError: null }),
    );
  });

  it('stays ready without the broker, as sales go on, and says what waits', async () => {
    await api.broker.close();
    await api.database.transaction((tx) => appendTicks(tx, 'acme', 3));
    await eventually(async () =>
      expect(await ready()).toEqual({
        code: 200,
        status: 'degraded',
        reasons: [
          'the broker is away; events wait in the outbox',
          expect.stringMatching(/^events cannot be published: ./),
        ],
      }),
    );
  });

  it('leaves no line in the log for every probe', async () => {
    await api.fetch('/health/live');
    expect(api.log.filter((line) => line.includes('/health/live'))).toEqual([]);
  });
});
