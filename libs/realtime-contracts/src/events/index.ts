import type { z } from 'zod';
import { defineCatalogue } from '../catalogue.js';
import { posEvents } from './pos.events.js';

/** Every event of the product, declared once. */
export const catalogue = defineCatalogue({ ...posEvents });

export type EventName = keyof typeof catalogue.entries;
export type EventPayload<Name extends EventName> = z.output<(typeof catalogue.entries)[Name]['payload']>;
