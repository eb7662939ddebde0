import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';

/** As `GET /auth/sessions` answers it. */
export interface OwnSession {
  readonly sessionId: string;
  readonly deviceId: string | null;
  readonly startedAt: string;
  /** Whether it is the one of this window. */
  readonly current: boolean;
}

/** Where the user is signed in, newest first. */
export function useOwnSessions() {
  const api = useApi();
  return useQuery({
    queryKey: ['own-sessions'],
    queryFn: async () => (await api.get<{ readonly items: readonly OwnSession[] }>('/auth/sessions')).items,
  });
}
