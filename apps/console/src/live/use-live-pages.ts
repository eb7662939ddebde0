import type { RealtimeEvent } from '@business-control/realtime-client';
import { type LiveData, useLiveQuery } from '@business-control/realtime-client/react';
import { useState } from 'react';
import { useApi } from '../api/api-context.js';
import { type Page, snapshotOfPages } from '../api/pages.js';

export interface LivePages<Whole> extends LiveData<Whole> {
  /** Asks for one page more. */
  readonly showMore: () => void;
}

/** The first pages of a list of core-api and what comes with it, kept up to date by the events that come after them. */
export function useLivePages<Item, Whole extends Page<Item> = Page<Item>>(
  path: string,
  apply: (whole: Whole, event: RealtimeEvent) => Whole,
): LivePages<Whole> {
  const api = useApi();
  const [pages, setPages] = useState(1);
  const live = useLiveQuery<Whole>({
    key: path,
    fetch: () => snapshotOfPages<Item, Whole>(api, path, pages),
    apply,
  });
  const showMore = () => {
    setPages(pages + 1);
    live.retry();
  };
  return { ...live, showMore };
}

/** A whole list of core-api, kept up to date by the events that come after it. */
export function useLiveList<Item>(
  path: string,
  apply: (page: Page<Item>, event: RealtimeEvent) => Page<Item>,
): LiveData<Page<Item>> {
  const api = useApi();
  return useLiveQuery<Page<Item>>({
    key: path,
    fetch: () => snapshotOfPages<Item>(api, path, Number.POSITIVE_INFINITY),
    apply,
  });
}
