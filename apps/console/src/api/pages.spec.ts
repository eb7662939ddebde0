import type { Cursor } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { snapshotOfPages } from './pages.js';

const answers: Readonly<Record<string, { items: readonly string[]; next: string | null }>> = {
  '/things?limit=2': { items: ['a', 'b'], next: 'b/1' },
  '/things?limit=2&before=b%2F1': { items: ['c', 'd'], next: 'd' },
  '/things?limit=2&before=d': { items: ['e'], next: null },
};
const api = {
  snapshot: async <Data>(path: string) => ({
    data: answers[path] as Data,
    cursor: `cursor of ${path}` as Cursor,
  }),
};

describe('the first pages of a list', () => {
  it.each([
    [1, ['a', 'b'], 'b/1'],
    [2, ['a', 'b', 'c', 'd'], 'd'],
    [Number.POSITIVE_INFINITY, ['a', 'b', 'c', 'd', 'e'], null],
  ])('are asked for one after the other: %s', async (count, items, next) => {
    const { data } = await snapshotOfPages<string>(api, '/things?limit=2', count);
    expect(data).toEqual({ items, next });
  });

  it('come with what the first answer holds beside them', async () => {
    const withMarks = {
      snapshot: async <Data>(path: string) => ({
        data: { ...answers[path], marks: path } as Data,
        cursor: null,
      }),
    };
    const { data } = await snapshotOfPages(withMarks, '/things?limit=2', 2);
    expect(data).toEqual({ items: ['a', 'b', 'c', 'd'], next: 'd', marks: '/things?limit=2' });
  });

  it('hold at least what the first answer held', async () => {
    expect((await snapshotOfPages(api, '/things?limit=2', 3)).cursor).toBe('cursor of /things?limit=2');
  });
});
