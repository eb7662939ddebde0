import { branchesErrors } from './modules/branches/branches.errors.js';
import { chatErrors } from './modules/chat/chat.errors.js';
import { customersErrors } from './modules/customers/customers.errors.js';
import { simulatorErrors } from './modules/demo/simulator/simulator.errors.js';
import { identityErrors } from './modules/identity/identity.errors.js';
import { inventoryErrors } from './modules/inventory/inventory.errors.js';
import { notificationsErrors } from './modules/notifications/notifications.errors.js';
import { ordersErrors } from './modules/orders/orders.errors.js';
import { posErrors } from './modules/pos/pos.errors.js';
import { visitorsErrors } from './modules/visitors/visitors.errors.js';
import { type ErrorCode, type ErrorDefinition, platformErrors } from './platform/errors/error-codes.js';

/** Every error a client can meet. Does not compile while the codes of a module are missing. */
export const errorCodes = {
  ...platformErrors,
  ...branchesErrors,
  ...chatErrors,
  ...customersErrors,
  ...identityErrors,
  ...notificationsErrors,
  ...inventoryErrors,
  ...ordersErrors,
  ...posErrors,
  ...simulatorErrors,
  ...visitorsErrors,
} satisfies Readonly<Record<ErrorCode, ErrorDefinition>>;
