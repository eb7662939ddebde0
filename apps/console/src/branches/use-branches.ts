import { type LiveData, useLiveQuery } from '@business-control/realtime-client/react';
import { useApi } from '../api/api-context.js';
import { useUser } from '../session/session-context.js';
import { afterBranchEvent, type Branches } from './branches.js';

const none: Branches = { items: [] };

/** The branches of the organization; none for those who may not see them. */
export function useBranches(): LiveData<Branches> {
  const api = useApi();
  const allowed = useUser().permissions.includes('branches.read');
  return useLiveQuery<Branches>({
    key: `branches/${allowed}`,
    fetch: allowed ? () => api.snapshot<Branches>('/branches') : async () => ({ data: none, cursor: null }),
    apply: afterBranchEvent,
  });
}
