import type { Snapshot } from '@business-control/realtime-client';
import { useLiveQuery } from '@business-control/realtime-client/react';
import type { OrderPayload } from '@business-control/realtime-contracts';
import { useState } from 'react';
import type { Api } from '../api/api.js';
import { useApi } from '../api/api-context.js';
import { type Page, snapshotOfPages } from '../api/pages.js';
import { activeStatuses, afterOrder, mergedOrders } from './orders.js';

/** All orders on their way, and the newest of the others. */
export function useOrderBook() {
  const api = useApi();
  const [pages, setPages] = useState(1);
  const live = useLiveQuery<Page<OrderPayload>>({
    key: 'order-book',
    fetch: () => fetchOrderBook(api, pages),
    apply: afterOrder,
  });
  const showMore = () => {
    setPages(pages + 1);
    live.retry();
  };
  return { ...live, showMore };
}

/** The cursor is that of the first answer: an order that goes on between two of them is told of by an event, or is in the later one. */
async function fetchOrderBook(api: Api, pages: number): Promise<Snapshot<Page<OrderPayload>>> {
  const newest = await snapshotOfPages<OrderPayload>(api, '/orders?limit=50', pages);
  const active = await Promise.all(
    activeStatuses.map((status) =>
      snapshotOfPages<OrderPayload>(api, `/orders?status=${status}&limit=200`, Number.POSITIVE_INFINITY),
    ),
  );
  const items = mergedOrders([newest.data, ...active.map(({ data }) => data)]);
  return { data: { items, next: newest.data.next }, cursor: newest.cursor };
}
