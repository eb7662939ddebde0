import type { z } from 'zod';
import { defineCatalogue } from '../catalogue.js';
import { identityEvents } from './identity.events.js';
import { posEvents } from './pos.events.js';

/** Every event of the product, declared once. */
export const catalogue = defineCatalogue({ ...identityEvents, ...posEvents });

/** The name of a declared event, as Socket.IO clients write it. */
export type EventName = keyof typeof catalogue.entries;
/** What an event carries, by its name. */
export type EventPayload<Name extends EventName> = z.output<(typeof catalogue.entries)[Name]['payload']>;
