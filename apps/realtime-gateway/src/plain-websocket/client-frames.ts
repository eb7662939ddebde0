import type { ClientToServerEvents } from '@business-control/realtime-contracts';
import { z } from 'zod';

/** Calls that only plain clients need. They are calls like all others, so that the same limits count them. */
export const PING_CALL = 'plain:ping';
export const INVALID_CALL = 'plain:invalid';

/** The frame by which a plain client makes each call. */
const frameTypes = {
  subscribe: 'subscribe',
  unsubscribe: 'unsubscribe',
  'auth:refresh': 'refresh',
  'presence:list': 'presence:list',
  'chat:help': 'chat:help',
  'chat:staff': 'chat:staff',
  'chat:message': 'chat:message',
  'chat:read': 'chat:read',
  'chat:history': 'chat:history',
  'chat:typing': 'chat:typing',
  [PING_CALL]: 'ping',
} as const satisfies Record<keyof ClientToServerEvents | typeof PING_CALL, string>;

const callsByType = new Map<string, string>(Object.entries(frameTypes).map(([call, type]) => [type, call]));

const frameSchema = z.looseObject({
  type: z.string(),
  id: z.union([z.string().max(200), z.number()]).optional(),
});

/** More than any call has. Beyond some thousands a value cannot be written as JSON again, although it was read from it. */
const MAX_DEPTH = 16;

/** What a client sent. */
export interface ClientFrame {
  readonly type: string;
  /** By which it knows the answer. */
  readonly id?: string | number | undefined;
  /** All else that is in the frame. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** `undefined` for what is no frame at all. */
export function readFrame(text: string): ClientFrame | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (isDeeperThan(MAX_DEPTH, json)) return undefined;
  const read = frameSchema.safeParse(json);
  if (!read.success) return undefined;
  const { type, id, ...body } = read.data;
  return { type, id, body };
}

/** The call that a frame makes; one that makes none is a call, too, which is refused. */
export function callOf(frame: ClientFrame | undefined): string {
  return callsByType.get(frame?.type ?? '') ?? INVALID_CALL;
}

function isDeeperThan(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((part) => isDeeperThan(depth - 1, part));
}
