import type { z } from 'zod';
import { defineCatalogue } from '../catalogue.js';
import { assignmentEvents } from './assignment.events.js';
import { branchEvents } from './branch.events.js';
import { chatEvents } from './chat.events.js';
import { customerEvents } from './customer.events.js';
import { dashboardEvents } from './dashboard.events.js';
import { identityEvents } from './identity.events.js';
import { inventoryEvents } from './inventory.events.js';
import { notificationEvents } from './notification.events.js';
import { orderEvents } from './order.events.js';
import { posEvents } from './pos.events.js';
import { systemEvents } from './system.events.js';

/** Every event of the product, declared once. */
export const catalogue = defineCatalogue({
  ...assignmentEvents,
  ...branchEvents,
  ...chatEvents,
  ...customerEvents,
  ...dashboardEvents,
  ...identityEvents,
  ...inventoryEvents,
  ...notificationEvents,
  ...orderEvents,
  ...posEvents,
  ...systemEvents,
});

/** The name of a declared event, as Socket.IO clients write it. */
export type EventName = keyof typeof catalogue.entries;
/** What an event carries, by its name. */
export type EventPayload<Name extends EventName> = z.output<(typeof catalogue.entries)[Name]['payload']>;
