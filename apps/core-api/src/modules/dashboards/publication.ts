/** The least time between two events of a read model in an organization, over all processes. */
export const QUIET_MS = 1_000;

export const readModels = ['sales', 'inventory'] as const;

/** What is published by itself: each has an event of its own, and a row that says when it was last published. */
export type ReadModel = (typeof readModels)[number];

/** How the publishing of a read model of an organization stands. */
export interface Publication {
  /** `null` before the first time. */
  readonly publishedAt: Date | null;
  /**
   * What changed and was not published since, the longest waiting first: a business day, or the figures of the stock. One event
   * tells of one subject, so subjects take turns and none is forgotten.
   */
  readonly dirty: readonly string[];
}

export function markChanged(publication: Publication, subject: string): Publication {
  if (publication.dirty.includes(subject)) return publication;
  return { ...publication, dirty: [...publication.dirty, subject] };
}

/** How long nothing may be published; 0 when something may at once. */
export function quietFor({ publishedAt }: Publication, now: Date): number {
  if (!publishedAt) return 0;
  const left = publishedAt.getTime() + QUIET_MS - now.getTime();
  // A publication in the future is one of a clock that was wrong: it silences for one interval, not until then.
  return left > 2 * QUIET_MS ? 0 : Math.max(left, 0);
}

/** Takes the subject that is to be published now, if there is one and enough time has passed. */
export function takeTurn(
  publication: Publication,
  now: Date,
): { readonly publication: Publication; readonly subject: string | undefined } {
  const [subject, ...dirty] = publication.dirty;
  if (subject === undefined || quietFor(publication, now) > 0) return { publication, subject: undefined };
  return { publication: { publishedAt: now, dirty }, subject };
}
