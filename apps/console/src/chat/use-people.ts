import type { PersonPayload } from '@business-control/realtime-contracts';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';
import { useUser } from '../session/session-context.js';

const nobody: readonly PersonPayload[] = [];

/** Everybody else, by name, who may be written to, be in a channel, or answer help conversations. */
export function usePeople(purpose: 'direct' | 'staff' | 'help'): readonly PersonPayload[] {
  const api = useApi();
  const { userId, permissions } = useUser();
  const { data } = useQuery({
    queryKey: ['chat', 'people', purpose],
    enabled: permissions.includes('chat.direct'),
    queryFn: () => api.get<{ readonly items: readonly PersonPayload[] }>(`/chat/people?for=${purpose}`),
    select: ({ items }) => items.filter((person) => person.userId !== userId),
  });
  return data ?? nobody;
}
