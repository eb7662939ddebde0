import {
  type Ack,
  type Actor,
  type AuthExpiring,
  type AuthRefreshed,
  type AuthRefreshRequest,
  actorSchema,
  type EventMeta,
  type HandshakeAuth,
  type PresenceChanged,
  type PresenceList,
  type PresenceListRequest,
  type PublicRoomName,
  type RealtimeClosing,
  type RealtimePosition,
  type RealtimeReady,
  type RealtimeResync,
  type RoomRefusal,
  type RoomsRequest,
  type RoomsResult,
  roomKinds,
} from '@business-control/realtime-contracts';
import { z } from 'zod';
import { type ChatSchemas, chatSchemas } from './chat-schemas.js';

/*
 * The wire types as schemas, for documents only. They cannot leave the types that server and client use: here each
 * must be one of its type, in `wire.test-d.ts` each must have all of its properties.
 */

const cursor = z.string().describe('position in the sequence of the organization, opaque to clients');
const actor: z.ZodType<Actor> = actorSchema.describe('who caused the event; null when the system did');
const prefixes = Object.values(roomKinds).map(({ prefix }) => prefix);
const publicRoom: z.ZodType<PublicRoomName> = z.templateLiteral([z.enum(prefixes), ':', z.string()]);

const error = z.object({ code: z.string(), message: z.string(), retryAfterMs: z.int().exactOptional() });
const rooms = z.array(publicRoom);
const roomLeft = z.object({ room: z.string(), error });
const refused = z.array(roomLeft);

const meta = z.object({
  id: z.uuid().describe('the same however often the event is delivered'),
  cursor: cursor.exactOptional(),
  occurredAt: z.iso.datetime(),
  actor,
});

const handshake = z.object({
  token: z.string().describe('access token'),
  deviceId: z.string().exactOptional(),
  cursor: cursor
    .nullable()
    .exactOptional()
    .describe('the last one received; null when connected before and none was'),
  rooms: rooms.exactOptional(),
});

const ready = z.object({
  userId: z.string(),
  organizationId: z.string(),
  deviceId: z.string().nullable(),
  rooms,
  refused: refused.describe('rooms of the handshake, and of before, that were not joined'),
  resume: z.enum(['fresh', 'current', 'replayed', 'resync']).describe('what became of the time before'),
  replayed: z.int().describe('how many missed events follow'),
  cursor: cursor.nullable().describe('everything after it that this connection may see follows'),
  serverTime: z.iso.datetime(),
});

const resync = z.object({ reason: z.enum(['gap', 'epoch-changed']), cursor: cursor.nullable() });

const position = z.object({ cursor });

const closing = z.object({
  code: z.string(),
  message: z.string(),
  reconnect: z.boolean(),
  retryAfterMs: z.int().exactOptional(),
});

export const wireSchemas = {
  meta: meta.describe('Second argument of every event; without cursor when the event is not resumable'),
  handshake: handshake.describe('What a client presents in `auth` on connect'),
  ready: ready.describe('First event on every connection'),
  resync: resync.describe('Events up to the cursor may have been missed: fetch again what is shown'),
  position: position.describe('Everything up to the cursor that this connection may see has been sent'),
  closing: closing.describe('Sent before the gateway closes a connection'),
  roomLeft: roomLeft.describe('The gateway took this connection out of a room, with why'),
  expiring: z
    .object({ expiresAt: z.iso.datetime() })
    .describe('Refresh the token until then to stay connected'),
  refreshRequest: z.object({ token: z.string().describe('a newer token of the same bearer') }),
  refreshAnswer: z.union([
    z.object({
      ok: z.literal(true),
      data: z.object({ expiresAt: z.iso.datetime(), rooms, left: refused }),
    }),
    z.object({ ok: z.literal(false), error }),
  ]),
  presenceRequest: z.object({
    after: z.string().describe('`next` of the page before').exactOptional(),
    limit: z.int().min(1).max(500).describe('about how many devices; 200 unless told').exactOptional(),
  }),
  presenceAnswer: z
    .union([
      z.object({
        ok: z.literal(true),
        data: z.object({
          users: z.array(z.object({ userId: z.string(), devices: z.array(z.string().nullable()) })),
          next: z.string().describe('there are more after this user').exactOptional(),
        }),
      }),
      z.object({ ok: z.literal(false), error }),
    ])
    .describe('People of the own organization; a device that is null stands for connections that named none'),
  presenceChanged: z
    .object({
      userId: z.string(),
      deviceId: z.string().nullable(),
      status: z.enum(['connected', 'disconnected']),
      at: z.iso.datetime(),
    })
    .describe('Live only: `presence:list` tells how things stand'),
  ...chatSchemas,
  roomsRequest: z.object({ rooms: z.array(z.string()) }),
  roomsAnswer: z
    .union([
      z.object({ ok: z.literal(true), data: z.object({ rooms, refused }) }),
      z.object({ ok: z.literal(false), error }),
    ])
    .describe('Every room asked for is in exactly one of the two lists'),
} satisfies WireSchemas;

interface WireSchemas extends ChatSchemas {
  readonly meta: z.ZodType<EventMeta>;
  readonly handshake: z.ZodType<HandshakeAuth>;
  readonly ready: z.ZodType<RealtimeReady>;
  readonly resync: z.ZodType<RealtimeResync>;
  readonly position: z.ZodType<RealtimePosition>;
  readonly closing: z.ZodType<RealtimeClosing>;
  readonly roomLeft: z.ZodType<RoomRefusal>;
  readonly expiring: z.ZodType<AuthExpiring>;
  readonly refreshRequest: z.ZodType<AuthRefreshRequest>;
  readonly refreshAnswer: z.ZodType<Ack<AuthRefreshed>>;
  readonly presenceRequest: z.ZodType<PresenceListRequest>;
  readonly presenceAnswer: z.ZodType<Ack<PresenceList>>;
  readonly presenceChanged: z.ZodType<PresenceChanged>;
  readonly roomsRequest: z.ZodType<RoomsRequest>;
  readonly roomsAnswer: z.ZodType<Ack<RoomsResult>>;
}
