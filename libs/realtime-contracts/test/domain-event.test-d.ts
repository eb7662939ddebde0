import {
  type AvailabilityPayload,
  type CartPayload,
  type catalogue,
  type DomainEvent,
  type EventName,
  type EventPayload,
  event,
  type PayloadOf,
  type Permission,
  type SalePayload,
} from '@business-control/realtime-contracts';
import { describe, expectTypeOf, it } from 'vitest';

const availability: AvailabilityPayload = { productId: 'p', sku: 's', warehouseId: 'w', available: 1 };

describe('event', () => {
  it('takes the payload of its name', () => {
    expectTypeOf(event('pos:inventory:availability', availability)).toExtend<DomainEvent>();
    expectTypeOf(
      event('pos:inventory:availability', availability).payload,
    ).toEqualTypeOf<AvailabilityPayload>();
  });

  it('refuses a misspelt name', () => {
    // @ts-expect-error pos:inventory:availability
    event('pos:inventory:availible', availability);
  });

  it('refuses a wrong payload', () => {
    // @ts-expect-error available is a number
    event('pos:inventory:availability', { ...availability, available: '1' });
    // @ts-expect-error sku is missing
    event('pos:inventory:availability', { productId: 'p', warehouseId: 'w', available: 1 });
    // @ts-expect-error the payload of another event
    event('pos:sale:completed', availability);
    // @ts-expect-error a property no schema knows would be lost on the way
    event('pos:inventory:availability', { ...availability, reserved: 0 });
  });

  it('narrows the payload by the name', () => {
    const narrow = (recorded: DomainEvent) => {
      if (recorded.name === 'pos:sale:completed') expectTypeOf(recorded.payload).toEqualTypeOf<SalePayload>();
    };
    expectTypeOf(narrow).toBeFunction();
  });
});

describe('the types of payloads', () => {
  it('are those of the schemas', () => {
    expectTypeOf<EventPayload<'pos:cart:updated'>>().toEqualTypeOf<CartPayload>();
    expectTypeOf<PayloadOf<typeof catalogue, 'pos:sale:completed'>>().toEqualTypeOf<SalePayload>();
  });

  it('exist for declared names only', () => {
    expectTypeOf<'pos:cart:updated'>().toExtend<EventName>();
    expectTypeOf<string>().not.toExtend<EventName>();
    // @ts-expect-error no such event
    expectTypeOf<EventPayload<'pos:cart:exploded'>>().toBeNever();
    expectTypeOf<'pos.raed'>().not.toExtend<Permission>();
  });
});
