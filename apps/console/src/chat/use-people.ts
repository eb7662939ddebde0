import type { PersonPayload } from '@business-control/realtime-contracts';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';
import { useUser } from '../session/session-context.js';

const nobody: readonly PersonPayload[] = [];

/** Everybody else the user may write to, by name. */
export function usePeople(): readonly PersonPayload[] {
  const api = useApi();
  const { userId, permissions } = useUser();
  const { data } = useQuery({
    queryKey: ['chat', 'people'],
    enabled: permissions.includes('chat.direct'),
    queryFn: () => api.get<{ readonly items: readonly PersonPayload[] }>('/chat/people'),
    select: ({ items }) => items.filter((person) => person.userId !== userId),
  });
  return data ?? nobody;
}
