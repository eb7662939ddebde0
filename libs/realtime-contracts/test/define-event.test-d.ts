import {
  audienceOf,
  catalogue,
  defineCatalogue,
  defineEvent,
  type Room,
} from '@business-control/realtime-contracts';
import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';

const payload = z.object({ orderId: z.string(), total: z.int(), watchers: z.array(z.string()) });
const base = { version: 1, summary: 'An order was placed', payload, permission: 'pos.read' } as const;

describe('defineEvent', () => {
  it('infers the payload in audience and key', () => {
    defineEvent({
      ...base,
      audience: {
        organization: true,
        order: (order) => {
          expectTypeOf(order).toEqualTypeOf<{ orderId: string; total: number; watchers: string[] }>();
          return order.orderId;
        },
        user: ({ watchers }) => watchers,
        branch: () => null,
      },
      delivery: 'latest',
      conflateBy: (order) => order.orderId,
    });
  });

  it('refuses an unknown permission', () => {
    // @ts-expect-error 'pos.raed' is not a permission
    defineEvent({ ...base, permission: 'pos.raed', audience: {}, delivery: 'durable' });
  });

  it('refuses an unknown kind of room', () => {
    // @ts-expect-error 'planet' is not a kind of room
    defineEvent({ ...base, audience: { planet: () => '1' }, delivery: 'durable' });
  });

  it('lets no audience choose an organization', () => {
    // @ts-expect-error the organization comes from the envelope
    defineEvent({ ...base, audience: { organization: () => 'globex' }, delivery: 'durable' });
    // @ts-expect-error the organization comes from the envelope
    defineEvent({ ...base, audience: { organization: 'globex' }, delivery: 'durable' });
    // @ts-expect-error leave it out instead
    defineEvent({ ...base, audience: { organization: false }, delivery: 'durable' });
  });

  it('refuses rooms instead of ids by kind', () => {
    // @ts-expect-error an audience is declared by kind of room
    defineEvent({ ...base, audience: ['order:1'], delivery: 'durable' });
    // @ts-expect-error an audience is declared by kind of room
    defineEvent({ ...base, audience: () => ['order:1'], delivery: 'durable' });
    // @ts-expect-error a selector picks ids from the payload
    defineEvent({ ...base, audience: { order: 'order:1' }, delivery: 'durable' });
  });

  it('refuses ids that the payload does not have', () => {
    // @ts-expect-error the payload has no branchId
    defineEvent({ ...base, audience: { branch: (order) => order.branchId }, delivery: 'durable' });
    // @ts-expect-error a number is no id
    defineEvent({ ...base, audience: { branch: (order) => order.total }, delivery: 'durable' });
  });

  it('wants a key from an event of which only the latest counts, and from no other', () => {
    // @ts-expect-error conflateBy is missing
    defineEvent({ ...base, audience: {}, delivery: 'latest' });
    // @ts-expect-error a number is no key
    defineEvent({ ...base, audience: {}, delivery: 'latest', conflateBy: (order) => order.total });
    // @ts-expect-error a durable event is never conflated
    defineEvent({ ...base, audience: {}, delivery: 'durable', conflateBy: () => 'key' });
  });

  it('reads what it does to connections from the payload, and knows a few effects only', () => {
    const fact = { ...base, audience: {}, delivery: 'durable' } as const;
    defineEvent({ ...fact, control: ({ orderId }) => ({ action: 'ban-user', userId: orderId }) });
    // @ts-expect-error 'kick' is no effect
    defineEvent({ ...fact, control: ({ orderId }) => ({ action: 'kick', userId: orderId }) });
    // @ts-expect-error a session has an id
    defineEvent({ ...fact, control: ({ orderId }) => ({ action: 'end-session', userId: orderId }) });
    // @ts-expect-error the payload has no userId
    defineEvent({ ...fact, control: ({ userId }) => ({ action: 'ban-user', userId }) });
  });

  it('refuses an unknown delivery and a forgotten summary', () => {
    // @ts-expect-error 'sometimes' is not a delivery
    defineEvent({ ...base, audience: {}, delivery: 'sometimes' });
    const { summary: _, ...withoutSummary } = base;
    // @ts-expect-error summary is missing
    defineEvent({ ...withoutSummary, audience: {}, delivery: 'durable' });
  });
});

describe('a catalogue', () => {
  it('of any entries fits where a catalogue is asked', () => {
    const small = defineCatalogue({
      'order:placed': defineEvent({ ...base, audience: {}, delivery: 'durable' }),
    });
    expectTypeOf(small).toExtend<ReturnType<typeof defineCatalogue>>();
    expectTypeOf(catalogue).toExtend<ReturnType<typeof defineCatalogue>>();
    expectTypeOf(small.entries).toHaveProperty('order:placed');
    // @ts-expect-error the name is misspelt
    small.entries['order:palced'];
  });

  it('answers with rooms, not with strings', () => {
    expectTypeOf<ReturnType<typeof audienceOf>[number]['room']>().toEqualTypeOf<Room>();
  });
});
