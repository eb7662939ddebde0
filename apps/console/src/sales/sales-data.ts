import { useRealtimeEvent } from '@business-control/realtime-client/react';
import type { SalePayload } from '@business-control/realtime-contracts';
import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';
import { useUser } from '../session/session-context.js';
import { applyTotals, type DailyTotals } from './totals.js';

interface SalesPage {
  /** Newest first. */
  readonly items: readonly SalePayload[];
  /** Where the next page starts; `null` on the last one. */
  readonly next: string | null;
}

const salesKey = ['sales'] as const;
const totalsKey = ['daily-totals'] as const;
const PAGE = 50;

/** Sales, newest first; new ones appear as they are completed. */
export function useSales() {
  const api = useApi();
  const queryClient = useQueryClient();
  useRealtimeEvent('pos:sale:completed', (sale) => {
    if (queryClient.isFetching({ queryKey: salesKey }) > 0) {
      void queryClient.invalidateQueries({ queryKey: salesKey });
    }
    queryClient.setQueryData<InfiniteData<SalesPage>>(salesKey, (data) => data && withSale(data, sale));
  });
  return useInfiniteQuery({
    queryKey: salesKey,
    queryFn: ({ pageParam }) =>
      api.get<SalesPage>(`/pos/sales?limit=${PAGE}${pageParam ? `&before=${pageParam}` : ''}`),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** Today's totals of every till; `undefined` data for those who may not see them. */
export function useDailyTotals() {
  const api = useApi();
  const queryClient = useQueryClient();
  useRealtimeEvent('pos:daily-totals:updated', (totals) => {
    queryClient.setQueryData<DailyTotals>(totalsKey, (day) => day && applyTotals(day, totals));
  });
  return useQuery({
    queryKey: totalsKey,
    enabled: useUser().permissions.includes('pos.totals.read'),
    queryFn: async () => {
      const answer = await api.get<DailyTotals>('/pos/daily-totals');
      const known = queryClient.getQueryData<DailyTotals>(totalsKey);
      return (known?.items ?? []).reduce(applyTotals, answer);
    },
  });
}

function withSale(data: InfiniteData<SalesPage>, sale: SalePayload): InfiniteData<SalesPage> {
  const [first, ...rest] = data.pages;
  if (!first || first.items.some(({ saleId }) => saleId === sale.saleId)) return data;
  return { ...data, pages: [{ ...first, items: [sale, ...first.items] }, ...rest] };
}
