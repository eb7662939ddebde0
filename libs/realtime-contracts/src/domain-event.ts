import type { EventName, EventPayload } from './events/index.js';

/** A fact a decision recorded: not yet numbered, not yet published. */
export type DomainEvent<Name extends EventName = EventName> = {
  [N in Name]: { readonly name: N; readonly payload: EventPayload<N> };
}[Name];

/** Records a fact. A misspelt name or a wrong payload does not compile. */
export function event<Name extends EventName>(name: Name, payload: EventPayload<Name>): DomainEvent<Name> {
  return { name, payload } as DomainEvent<Name>;
}
