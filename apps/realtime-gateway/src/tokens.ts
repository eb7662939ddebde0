/** Injection tokens of what the process hands to the gateway. */
export const GATEWAY_ENV = Symbol('GATEWAY_ENV');
export const EVENT_BROKER = Symbol('EVENT_BROKER');
export const CATALOGUE = Symbol('CATALOGUE');
/** Tells this process from every other gateway, also from itself before a restart. */
export const GATEWAY_ID = Symbol('GATEWAY_ID');
export const CLOCK = Symbol('CLOCK');

/** The time now, in milliseconds since the Unix epoch. */
export type Clock = () => number;
