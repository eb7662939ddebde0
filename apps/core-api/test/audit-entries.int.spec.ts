import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemClock } from '../src/index.js';
import { AuditLog, type AuditRecord } from '../src/platform/audit/audit-log.js';
import { bearer, type CoreApi, errorOf, startCoreApi } from './core-api-fixture.js';

interface Page {
  readonly items: readonly { readonly type: string; readonly occurredAt: string }[];
  readonly next: string | null;
}

describe('GET /audit/entries', () => {
  let api: CoreApi;
  beforeAll(async () => {
    api = await startCoreApi();
  });
  afterAll(() => api.stop());

  const log = new AuditLog(new SystemClock());
  const record = (...records: AuditRecord[]) =>
    api.database.transaction(async (tx) => {
      for (const it of records) await log.record(tx, it);
    });
  const list = async (organizationId: string, query = ''): Promise<Page> => {
    const headers = await bearer(['audit.read'], { organizationId });
    const response = await api.fetch(`/audit/entries${query}`, { headers });
    expect(response.status).toBe(200);
    return (await response.json()) as Page;
  };
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));

  it('is for those who hold audit.read', async () => {
    const headers = await bearer(['pos.read']);
    expect(await errorOf(await api.fetch('/audit/entries', { headers }))).toMatchObject({
      status: 403,
      code: 'auth.permission-missing',
    });
  });

  it('shows an organization its own entries, newest first, and nobody those of nobody', async () => {
    const [mine, other] = [uuidv7(), uuidv7()];
    await record(
      { organizationId: mine, type: 'early', occurredAt: at(1), userId: 'pat', address: '::1' },
      { organizationId: other, type: 'foreign', occurredAt: at(2) },
      { organizationId: null, type: 'nobodys', occurredAt: at(3) },
      { organizationId: mine, type: 'late', occurredAt: at(4), details: { reason: 'x' } },
    );
    expect((await list(mine)).items).toEqual([
      {
        entryId: expect.any(String),
        type: 'late',
        occurredAt: at(4).toISOString(),
        userId: null,
        deviceId: null,
        address: null,
        details: { reason: 'x' },
      },
      expect.objectContaining({ type: 'early', userId: 'pat', address: '::1' }),
    ]);
  });

  it('pages without skipping or repeating, also when entries of one moment meet and new ones come', async () => {
    const organizationId = uuidv7();
    const types = Array.from({ length: 7 }, (_, index) => `type-${index}`);
    for (const type of types) await record({ organizationId, type, occurredAt: at(5) });
    const seen: string[] = [];
    let before = '';
    for (let pages = 1; ; pages += 1) {
      const { items, next } = await list(organizationId, `?limit=3${before}`);
      seen.push(...items.map(({ type }) => type));
      await record({ organizationId, type: 'came later', occurredAt: at(9) });
      if (next === null) {
        expect(pages).toBe(3);
        break;
      }
      before = `&before=${next}`;
    }
    expect(seen.toSorted()).toEqual(types);
  });

  it('does not continue after an entry of another organization', async () => {
    const [mine, other] = [uuidv7(), uuidv7()];
    const entryId = uuidv7();
    await record(
      { organizationId: mine, type: 'mine', occurredAt: at(1) },
      { organizationId: other, type: 'foreign', occurredAt: at(2), entryId },
    );
    expect((await list(mine, `?before=${entryId}`)).items).toEqual([]);
  });

  it('finds by type, person and time', async () => {
    const organizationId = uuidv7();
    await record(
      { organizationId, type: 'a', userId: 'pat', occurredAt: at(1) },
      { organizationId, type: 'b', userId: 'pat', occurredAt: at(2) },
      { organizationId, type: 'b', userId: 'kim', occurredAt: at(3) },
    );
    const found = async (query: string) =>
      (await list(organizationId, query)).items.map(({ occurredAt }) => new Date(occurredAt).getUTCMinutes());
    expect(await found('?type=b')).toEqual([3, 2]);
    expect(await found('?userId=pat')).toEqual([2, 1]);
    expect(await found('?type=b&userId=kim')).toEqual([3]);
    expect(await found(`?from=${at(2).toISOString()}&to=${at(3).toISOString()}`)).toEqual([2]);
  });

  it.each(['?from=yesterday', '?before=7', '?limit=0', '?limit=1000'])('refuses %s', async (query) => {
    const headers = await bearer(['audit.read']);
    expect(await errorOf(await api.fetch(`/audit/entries${query}`, { headers }))).toMatchObject({
      status: 400,
      code: 'request.invalid',
    });
  });
});
