import type { OrderPayload, OrderStatusChangedPayload } from '@business-control/realtime-contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';

interface OrderChange extends Omit<OrderStatusChangedPayload, 'order'> {
  readonly version: number;
  readonly changedAt: string;
}

/** What became of an order, oldest first, asked for again whenever the order has changed. A customer asks among the own orders. */
export function useOrderHistory(
  { orderId, version }: Pick<OrderPayload, 'orderId' | 'version'>,
  orders: '/orders' | '/orders/own',
) {
  const api = useApi();
  return useQuery({
    queryKey: ['order-history', orders, orderId, version],
    queryFn: async () =>
      (await api.get<{ readonly items: readonly OrderChange[] }>(`${orders}/${orderId}/history`)).items,
    placeholderData: keepPreviousData,
  });
}
