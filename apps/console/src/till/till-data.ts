import { useRealtimeEvent } from '@business-control/realtime-client/react';
import type { CartPayload, SalePayload } from '@business-control/realtime-contracts';
import { type QueryClient, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Api } from '../api/api.js';
import { useApi } from '../api/api-context.js';
import { useLive } from '../live/use-live.js';
import type { PriceList } from '../products/price-list.js';
import { afterProductEvent, type Product } from './product.js';
import { applyCart } from './till-carts.js';
import type { Workstation } from './workstation-list.js';

type Carts = readonly CartPayload[];

export const cartsKey = (posId: string) => ['carts', posId] as const;
const receiptKey = (cartId: string) => ['receipt', cartId] as const;

/** The products of the shop, and how many of each the till can still sell. */
export function useProducts({ posId, warehouseId }: Workstation) {
  return useLive<PriceList<Product>>(`/pos/products?posId=${posId}`, (list, event) =>
    afterProductEvent(warehouseId, list, event),
  );
}

/** The carts of a workstation: the open ones, and those this window saw closing. */
export function useCarts(posId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  useRealtimeEvent('pos:cart:updated', (cart) => {
    if (cart.posId === posId) putCart(queryClient, cart);
  });
  useRealtimeEvent('pos:sale:completed', (sale) => putReceipt(queryClient, sale));
  return useQuery({
    queryKey: cartsKey(posId),
    queryFn: () => fetchCarts(api, queryClient, posId),
  });
}

/** The sale a cart became, once this window heard of it. */
export function useReceipt(cartId: string): SalePayload | undefined {
  return useQuery<SalePayload>({ queryKey: receiptKey(cartId), queryFn: skipToken }).data;
}

export function putCart(queryClient: QueryClient, cart: CartPayload): void {
  queryClient.setQueryData<Carts>(cartsKey(cart.posId), (carts = []) => applyCart(carts, cart));
}

export function putReceipt(queryClient: QueryClient, sale: SalePayload): void {
  if (sale.cartId !== null) queryClient.setQueryData(receiptKey(sale.cartId), sale);
}

async function fetchCarts(api: Api, queryClient: QueryClient, posId: string): Promise<Carts> {
  const known = () => queryClient.getQueryData<Carts>(cartsKey(posId)) ?? [];
  const { items } = await api.get<{ readonly items: Carts }>(`/pos/carts?posId=${posId}&status=open`);
  const closedMeanwhile = known().filter(
    ({ cartId, status }) => status === 'open' && !items.some((item) => item.cartId === cartId),
  );
  const closed = await Promise.all(
    closedMeanwhile.map(({ cartId }) => api.get<CartPayload>(`/pos/carts/${cartId}`)),
  );
  // Read again: events that arrived during the requests are newer than the answers.
  return [...items, ...closed].reduce(applyCart, known());
}
