import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';
import { snapshotOfPages } from '../api/pages.js';

export interface Warehouse {
  readonly warehouseId: string;
  readonly name: string;
}

/** A product as `GET /inventory/products` answers it, as far as moving and counting need it. */
export interface KeptProduct {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
}

export function useWarehouses() {
  const api = useApi();
  return useQuery({
    queryKey: ['warehouses'],
    queryFn: async () =>
      (await api.get<{ readonly items: readonly Warehouse[] }>('/inventory/warehouses')).items,
    staleTime: 5 * 60_000,
  });
}

/** Every product that is kept, also those of which a warehouse has never had any. */
export function useKeptProducts() {
  const api = useApi();
  return useQuery({
    queryKey: ['kept-products'],
    queryFn: async () =>
      (await snapshotOfPages<KeptProduct>(api, '/inventory/products?limit=200', Number.POSITIVE_INFINITY))
        .data.items,
  });
}
