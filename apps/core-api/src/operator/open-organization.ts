import { v7 as uuidv7 } from 'uuid';
import { OrganizationRepository } from '../modules/identity/organization.repository.js';
import { hashPassword } from '../modules/identity/password-hash.js';
import { UserRepository } from '../modules/identity/user.repository.js';
import { WarehouseRepository } from '../modules/inventory/warehouse.repository.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import type { Clock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import { StartupError } from '../platform/errors/startup-error.js';
import type { NewOrganization } from './new-organization.js';

/** Tills and orders take their goods from the first warehouse there is. */
const FIRST_WAREHOUSE = 'Main warehouse';

/**
 * Creates an organization with an administrator and a warehouse, as a whole or not at all, and answers its id. Whatever else it needs
 * the administrator adds over HTTP. Throws `StartupError` when the slug is taken.
 */
export async function openOrganization(
  database: Database,
  clock: Clock,
  { slug, name, currency, timeZone, admin }: NewOrganization,
  password: string,
): Promise<string> {
  const passwordHash = await hashPassword(password);
  const [organizationId, userId, warehouseId] = [uuidv7(), uuidv7(), uuidv7()];
  await database.transaction(async (tx) => {
    const organization = { organizationId, slug, name, currency, timeZone };
    if (!(await new OrganizationRepository().insert(tx, organization))) {
      throw new StartupError(`there is an organization ${slug} already; nothing was changed`);
    }
    const user = { ...admin, userId, roles: ['admin'] as const, passwordHash, disabledAt: null };
    await new UserRepository().insert(tx, organizationId, user);
    await new WarehouseRepository().insert(tx, organizationId, { warehouseId, name: FIRST_WAREHOUSE });
    await new AuditLog(clock).record(tx, {
      organizationId,
      type: 'organization.created',
      details: { adminUserId: userId, warehouseId },
    });
  });
  return organizationId;
}
