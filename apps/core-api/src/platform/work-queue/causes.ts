import {
  catalogue,
  type EventName,
  type EventPayload,
  exchangeOf,
  GATEWAY_FACTS_EXCHANGE,
  type GatewayFactName,
  type GatewayFactPayload,
  gatewayFacts,
} from '@business-control/realtime-contracts';
import type { z } from 'zod';
import type { Cause, FactOf } from './reaction.js';

export type EventSchema<Name extends EventName> = z.ZodType<EventPayload<Name>>;
export type GatewayFactSchema<Name extends GatewayFactName> = z.ZodType<GatewayFactPayload<Name>>;

/** An event of the catalogue as it arrives at who reacts to it. */
export type FactOfEvent<Name extends EventName> = FactOf<EventSchema<Name>>;
/** What a gateway reported, as it arrives at who reacts to it. */
export type FactOfGateway<Name extends GatewayFactName> = FactOf<GatewayFactSchema<Name>>;

interface Definition<Schema extends z.ZodType> {
  readonly version: number;
  readonly payload: Schema;
}
const events: { readonly [Name in EventName]: Definition<EventSchema<Name>> } = catalogue.entries;
const reported: { readonly [Name in GatewayFactName]: Definition<GatewayFactSchema<Name>> } = gatewayFacts;

/** An event as the cause of a reaction. */
export function eventCause<Name extends EventName>(name: Name): Cause<EventSchema<Name>> {
  const { version, payload } = events[name];
  return { exchange: exchangeOf(name), name, version, payload };
}

/** What a gateway reports, as the cause of a reaction. */
export function gatewayCause<Name extends GatewayFactName>(name: Name): Cause<GatewayFactSchema<Name>> {
  const { version, payload } = reported[name];
  return { exchange: GATEWAY_FACTS_EXCHANGE, name, version, payload };
}
