import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';

/** Someone of the organization, as `GET /identity/users` answers. */
export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  /** `null` for somebody who can sign in. */
  readonly disabledAt: string | null;
}

interface PeoplePage {
  readonly items: readonly Person[];
  /** Where the next page starts; `null` on the last one. */
  readonly next: string | null;
}

const PAGE = 50;

/** Everybody, by name. */
export function usePeoplePages() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['people'],
    queryFn: ({ pageParam }) =>
      api.get<PeoplePage>(`/identity/users?limit=${PAGE}${pageParam ? `&before=${pageParam}` : ''}`),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}
