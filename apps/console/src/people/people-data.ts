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

/** The least that core-api takes for a password. */
export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 200;

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
