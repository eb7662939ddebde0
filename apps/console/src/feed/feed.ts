import type { RealtimeEvent } from '@business-control/realtime-client';

/** The newest events first, and the names of the people they spoke of. */
export interface Feed {
  readonly events: readonly RealtimeEvent[];
  readonly people: Readonly<Record<string, string>>;
}

/** More than a screen can be scrolled through with patience, and little enough to keep in memory all day. */
export const FEED_LIMIT = 300;

export const emptyFeed: Feed = { events: [], people: {} };

export type FeedAction =
  | { readonly type: 'arrived'; readonly event: RealtimeEvent }
  | { readonly type: 'cleared' };

export function nextFeed(feed: Feed, action: FeedAction): Feed {
  if (action.type === 'cleared') return { ...feed, events: [] };
  const { event } = action;
  if (feed.events.some(({ meta }) => meta.id === event.meta.id)) return feed;
  return {
    events: [event, ...feed.events].slice(0, FEED_LIMIT),
    people: { ...feed.people, ...peopleIn(event.payload) },
  };
}

/** Who caused an event, in words. */
export function actorName(
  { meta }: Pick<RealtimeEvent, 'meta'>,
  people: Feed['people'],
  ownUserId: string,
): string {
  const { userId } = meta.actor;
  if (userId === null) return 'System';
  if (userId === ownUserId) return 'You';
  return people[userId] ?? `User …${userId.slice(-4)}`;
}

/** Events name people inside their payloads as `{ userId, displayName }`, at any depth. */
function peopleIn(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  const { userId, displayName } = value as { userId?: unknown; displayName?: unknown };
  if (typeof userId === 'string' && typeof displayName === 'string') return { [userId]: displayName };
  return Object.assign({}, ...Object.values(value).map(peopleIn));
}
