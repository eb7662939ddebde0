import { DEVICE_HEADER, deviceIdIn, isDeviceId } from '@business-control/realtime-contracts';
import { z } from 'zod';
import { MAX_ROOMS_PER_REQUEST } from './limits.js';

/** Long enough for a token with many permissions, too short to be a burden. */
const MAX_TOKEN_LENGTH = 16_384;

const roomsSchema = z.array(z.string()).max(MAX_ROOMS_PER_REQUEST);
const tokenSchema = z.string().max(MAX_TOKEN_LENGTH);
/** Longer than any cursor we gave out; one that we did not give out is no error but a resync. */
const cursorSchema = z.string().max(200);

const authSchema = z.object({
  token: tokenSchema.optional(),
  deviceId: z.string().refine(isDeviceId).nullish(),
  cursor: cursorSchema.nullish(),
  rooms: roomsSchema.optional(),
});

const headersSchema = z.object({
  authorization: z
    .string()
    .regex(/^Bearer +\S+$/i)
    .transform((value) => value.replace(/^Bearer +/i, ''))
    .pipe(tokenSchema)
    .optional(),
  [DEVICE_HEADER]: z
    .string()
    .refine((header) => deviceIdIn(header) !== undefined)
    .transform(deviceIdIn)
    .optional(),
});

/** What a client presented; nothing of it is verified yet. */
export interface Handshake {
  readonly token: string | undefined;
  readonly deviceId: string | undefined;
  readonly rooms: readonly string[];
  /** `null`: from somebody who was connected and knows no position. */
  readonly cursor: string | null | undefined;
}

/** Reads `auth`, and the headers for clients that can only send those; `undefined` when the shape is wrong. */
export function readHandshake(source: { auth: unknown; headers: unknown }): Handshake | undefined {
  const auth = authSchema.safeParse(source.auth ?? {});
  const headers = headersSchema.safeParse(source.headers);
  if (!auth.success || !headers.success) return undefined;
  return {
    token: auth.data.token ?? headers.data.authorization,
    deviceId: auth.data.deviceId ?? headers.data[DEVICE_HEADER],
    rooms: auth.data.rooms ?? [],
    cursor: auth.data.cursor,
  };
}

/** The request of `auth:refresh`. */
export const refreshRequestSchema = z.object({ token: tokenSchema });

/** The request of `subscribe` and `unsubscribe`. */
export const roomsRequestSchema = z.object({ rooms: roomsSchema });
