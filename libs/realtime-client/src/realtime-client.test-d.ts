import type { CartPayload, EventMeta, RoomsResult } from '@business-control/realtime-contracts';
import { expectTypeOf, test } from 'vitest';
import type { ConnectionState, RealtimeClient } from './index.js';

declare const client: RealtimeClient;

test('a handler gets the payload of its event', () => {
  client.on('pos:cart:updated', (cart, meta) => {
    expectTypeOf(cart).toEqualTypeOf<CartPayload>();
    expectTypeOf(meta).toEqualTypeOf<EventMeta>();
  });
  expectTypeOf(client.on('pos:cart:updated', () => {})).toEqualTypeOf<() => void>();
});

test('a misspelt event and a wrong payload do not compile', () => {
  // @ts-expect-error pos:cart:updated is the name
  client.on('pos:cart:update', () => {});
  // @ts-expect-error a cart is not a number
  client.on('pos:cart:updated', (_cart: number) => {});
  // @ts-expect-error protocol messages are not events
  client.on('realtime:ready', () => {});
});

test('narrowing the name narrows the payload', () => {
  client.onAny((event) => {
    if (event.name === 'pos:cart:updated') expectTypeOf(event.payload).toEqualTypeOf<CartPayload>();
  });
});

test('only public room names can be asked for', () => {
  expectTypeOf(client.subscribe(['pos:workstation:1', 'order:2'])).resolves.toEqualTypeOf<RoomsResult>();
  // @ts-expect-error not a kind of room
  client.subscribe(['workstation:1']);
});

test('the status is one of four', () => {
  expectTypeOf(client.status.state).toEqualTypeOf<ConnectionState>();
  // @ts-expect-error there is no such state
  client.status.state === 'open';
});
