/** Injection tokens of what the process hands to the gateway. */
export const GATEWAY_ENV = Symbol('GATEWAY_ENV');
export const EVENT_BROKER = Symbol('EVENT_BROKER');
export const CATALOGUE = Symbol('CATALOGUE');
export const CLOCK = Symbol('CLOCK');

/** The time now, in milliseconds since the Unix epoch. */
export type Clock = () => number;
