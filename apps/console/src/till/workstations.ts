import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../api/api-context.js';
import { useUser } from '../session/session-context.js';

/** A till, as `GET /pos/workstations` answers it. */
export interface Workstation {
  readonly posId: string;
  readonly name: string;
  /** Where the goods that it sells are taken from. */
  readonly warehouseId: string;
}

export function useWorkstations(enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: ['workstations'],
    enabled,
    queryFn: async () => {
      const { items } = await api.get<{ readonly items: readonly Workstation[] }>('/pos/workstations');
      return items;
    },
    staleTime: 5 * 60_000,
  });
}

/** Names by id, for showing where something happened; empty until they are known, and for those who may not see the tills. */
export function useWorkstationNames(): ReadonlyMap<string, string> {
  const { data } = useWorkstations(useUser().permissions.includes('pos.read'));
  return useMemo(() => new Map(data?.map(({ posId, name }) => [posId, name])), [data]);
}
