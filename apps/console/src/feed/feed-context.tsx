import { useAnyRealtimeEvent } from '@business-control/realtime-client/react';
import { createContext, type Dispatch, type ReactNode, useContext, useReducer } from 'react';
import { emptyFeed, type Feed, type FeedAction, nextFeed } from './feed.js';

const FeedContext = createContext<readonly [Feed, Dispatch<FeedAction>] | null>(null);

/** Collects events from sign-in on, also while another page is open. */
export function FeedProvider({ children }: { readonly children: ReactNode }) {
  const state = useReducer(nextFeed, emptyFeed);
  const [, dispatch] = state;
  useAnyRealtimeEvent((event) => dispatch({ type: 'arrived', event }));
  return <FeedContext value={state}>{children}</FeedContext>;
}

export function useFeed(): readonly [Feed, Dispatch<FeedAction>] {
  const feed = useContext(FeedContext);
  if (!feed) throw new Error('useFeed needs a FeedProvider above it');
  return feed;
}
