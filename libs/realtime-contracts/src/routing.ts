const EVENT_NAME = /^[a-z][a-z0-9-]*(:[a-z][a-z0-9-]*){1,3}$/;

/** The stream every gateway tails; bound to each exchange of the catalogue. */
export const REALTIME_STREAM = 'realtime.events';

/** Whether a name has the form `module:noun[:fact]`, lower case and kebab-case. */
export function isEventName(name: string): boolean {
  return EVENT_NAME.test(name);
}

/** The routing key of an event: `pos:cart:updated` → `pos.cart.updated`. */
export function routingKeyOf(eventName: string): string {
  return eventName.replaceAll(':', '.');
}

/** The topic exchange of an event, one for each module: `pos:cart:updated` → `pos.events`. */
export function exchangeOf(eventName: string): string {
  return `${eventName.slice(0, eventName.indexOf(':'))}.events`;
}
