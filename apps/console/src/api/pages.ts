import type { Snapshot } from '@business-control/realtime-client';
import type { Api } from './api.js';

/** A part of a list, as core-api answers it. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** What to ask the next part with; `null` at the end of the list. */
  readonly next: string | number | null;
}

/**
 * The first pages of a list as one. The cursor is that of the first answer, and so is whatever it holds beside the list: what changed
 * while the others were asked for is told by events that some of them hold already, so whoever applies events must know a newer version
 * from an older one.
 */
export async function snapshotOfPages<Item, Whole extends Page<Item> = Page<Item>>(
  api: Pick<Api, 'snapshot'>,
  path: string,
  count: number,
): Promise<Snapshot<Whole>> {
  const first = await api.snapshot<Whole>(path);
  let { items, next }: Page<Item> = first.data;
  for (let page = 1; page < count && next !== null; page += 1) {
    const { data } = await api.snapshot<Page<Item>>(`${path}&before=${encodeURIComponent(next)}`);
    items = [...items, ...data.items];
    next = data.next;
  }
  return { data: { ...first.data, items, next }, cursor: first.cursor };
}
