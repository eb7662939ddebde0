import { useAnyRealtimeEvent } from '@business-control/realtime-client/react';
import type { SystemMessagePayload } from '@business-control/realtime-contracts';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';
import type { Page } from '../api/pages.js';

/** What a rule has found and still stands. */
export interface StandingAlert extends SystemMessagePayload {
  readonly severity: 'alert' | 'warning' | 'info';
}

const key = ['alerts'] as const;
/** Several are found at once. */
const GATHER_MS = 300;
/** A condition can be over without a word, as when a day ends. */
const ASK_AGAIN_MS = 5 * 60_000;

/** What stands now, newest first. Events tell what was found, not what it puts an end to: the list is asked for again. */
export function useStandingAlerts() {
  const api = useApi();
  const queryClient = useQueryClient();
  const lookAgain = useDebouncedCallback(
    () => void queryClient.invalidateQueries({ queryKey: key }),
    GATHER_MS,
  );
  useAnyRealtimeEvent(({ name }) => {
    if (name.startsWith('system:')) lookAgain();
  });
  return useQuery({
    queryKey: key,
    queryFn: () => api.get<Page<StandingAlert>>('/alerts?limit=200'),
    refetchInterval: ASK_AGAIN_MS,
  });
}
