/** A position in the event sequence of one organization. */
export interface Position {
  /** Names one unbroken history; it changes when the sequence starts again. */
  readonly epoch: string;
  /** Number of the last event, starting at 1; 0 before the first. */
  readonly seq: number;
}

/** The position as clients see it: opaque to them, `epoch.seq` inside. */
export type Cursor = string;

export function formatCursor({ epoch, seq }: Position): Cursor {
  return `${epoch}.${seq}`;
}

/** Reads a cursor a client presented; `undefined` when it is not one. */
export function parseCursor(cursor: string): Position | undefined {
  const match = /^([A-Za-z0-9_-]{1,64})\.(0|[1-9]\d{0,15})$/.exec(cursor);
  const seq = Number(match?.[2]);
  return match?.[1] && Number.isSafeInteger(seq) ? { epoch: match[1], seq } : undefined;
}
