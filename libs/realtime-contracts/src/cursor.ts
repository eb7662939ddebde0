/** A position in the event sequence of one organization. */
export interface Position {
  /** Names one unbroken history; it changes when the sequence starts again. Matches {@link EPOCH}. */
  readonly epoch: string;
  /** Number of the last event, starting at 1; 0 before the first. */
  readonly seq: number;
}

/** What an epoch may consist of: nothing that could be taken for the separator of a cursor. */
export const EPOCH = /^[A-Za-z0-9_-]{1,64}$/;

/** The position as clients see it: opaque to them, `epoch.seq` inside. */
export type Cursor = string;

export function formatCursor({ epoch, seq }: Position): Cursor {
  return `${epoch}.${seq}`;
}

/** Reads a cursor a client presented; `undefined` when it is not one, so that no two cursors name one position. */
export function parseCursor(cursor: string): Position | undefined {
  const [epoch, digits, ...rest] = cursor.split('.');
  if (epoch === undefined || digits === undefined || rest.length > 0) return undefined;
  const seq = Number(digits);
  const canonical = Number.isSafeInteger(seq) && seq >= 0 && String(seq) === digits;
  return canonical && EPOCH.test(epoch) ? { epoch, seq } : undefined;
}
