import type {
  Ack,
  AuthExpiring,
  AuthRefreshRequest,
  CartPayload,
  ChatHelpRequest,
  ChatMessageRequest,
  ChatStaffRequest,
  ClientToServerEvents,
  EventMeta,
  HandshakeAuth,
  PresenceChanged,
  PresenceListRequest,
  RealtimeClosing,
  RealtimePosition,
  RealtimeReady,
  RealtimeResync,
  RoomRefusal,
  RoomsRequest,
  RoomsResult,
  ServerToClientEvents,
} from '@business-control/realtime-contracts';
import { describe, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { wireSchemas } from './documents/wire-schemas.js';

describe('the events on a socket', () => {
  it('have payload and meta, nothing else', () => {
    expectTypeOf<Parameters<ServerToClientEvents['pos:cart:updated']>>().toEqualTypeOf<
      [payload: CartPayload, meta: EventMeta]
    >();
  });

  it('are those that are declared', () => {
    expectTypeOf<ServerToClientEvents>().toHaveProperty('realtime:ready');
    expectTypeOf<ServerToClientEvents>().not.toHaveProperty('pos:cart:exploded');
  });

  it('answer every call', () => {
    expectTypeOf<Parameters<ClientToServerEvents['subscribe']>>().toEqualTypeOf<
      [request: RoomsRequest, ack: (answer: Ack<RoomsResult>) => void]
    >();
  });
});

describe('the documents', () => {
  type Documented<Name extends keyof typeof wireSchemas> = keyof z.output<(typeof wireSchemas)[Name]>;

  it('leave out no property of a wire type', () => {
    expectTypeOf<Documented<'meta'>>().toEqualTypeOf<keyof EventMeta>();
    expectTypeOf<Documented<'handshake'>>().toEqualTypeOf<keyof HandshakeAuth>();
    expectTypeOf<Documented<'ready'>>().toEqualTypeOf<keyof RealtimeReady>();
    expectTypeOf<Documented<'resync'>>().toEqualTypeOf<keyof RealtimeResync>();
    expectTypeOf<Documented<'position'>>().toEqualTypeOf<keyof RealtimePosition>();
    expectTypeOf<Documented<'closing'>>().toEqualTypeOf<keyof RealtimeClosing>();
    expectTypeOf<Documented<'roomLeft'>>().toEqualTypeOf<keyof RoomRefusal>();
    expectTypeOf<Documented<'expiring'>>().toEqualTypeOf<keyof AuthExpiring>();
    expectTypeOf<Documented<'refreshRequest'>>().toEqualTypeOf<keyof AuthRefreshRequest>();
    expectTypeOf<Documented<'presenceRequest'>>().toEqualTypeOf<keyof PresenceListRequest>();
    expectTypeOf<Documented<'presenceChanged'>>().toEqualTypeOf<keyof PresenceChanged>();
    expectTypeOf<Documented<'helpRequest'>>().toEqualTypeOf<keyof ChatHelpRequest>();
    expectTypeOf<Documented<'staffRequest'>>().toEqualTypeOf<keyof ChatStaffRequest>();
    expectTypeOf<Documented<'messageRequest'>>().toEqualTypeOf<keyof ChatMessageRequest>();
    expectTypeOf<Documented<'roomsRequest'>>().toEqualTypeOf<keyof RoomsRequest>();
  });
});
