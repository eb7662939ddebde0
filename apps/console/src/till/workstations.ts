import { type LiveData, useLiveQuery } from '@business-control/realtime-client/react';
import { useMemo } from 'react';
import { useApi } from '../api/api-context.js';
import { useUser } from '../session/session-context.js';
import { afterWorkstationEvent, type Workstations } from './workstation-list.js';

const none: Workstations = { items: [] };

/** The tills of the organization; none for those who may not see them. */
export function useWorkstations(): LiveData<Workstations> {
  const api = useApi();
  const allowed = useUser().permissions.includes('pos.read');
  return useLiveQuery<Workstations>({
    key: `workstations/${allowed}`,
    fetch: allowed
      ? () => api.snapshot<Workstations>('/pos/workstations')
      : async () => ({ data: none, cursor: null }),
    apply: afterWorkstationEvent,
  });
}

/** Names by id, for showing where something happened; empty until they are known. */
export function useWorkstationNames(): ReadonlyMap<string, string> {
  const { data } = useWorkstations();
  return useMemo(() => new Map(data?.items.map(({ posId, name }) => [posId, name])), [data]);
}
