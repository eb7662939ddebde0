import { inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database, Transaction } from '../../platform/database/database.js';
import { organizations, users } from '../identity/identity.schema.js';
import { hashPassword } from '../identity/password-hash.js';
import { workstations } from '../pos/pos.schema.js';
import { DEMO_PASSWORD, type DemoOrganization, demoOrganizations } from './demo-organizations.js';
import { seedDemoBranches } from './seed-demo-branches.js';
import { seedDemoChat } from './seed-demo-chat.js';
import { seedDemoCustomers } from './seed-demo-customers.js';
import { seedDemoDashboards } from './seed-demo-dashboards.js';
import { seedDemoOrders } from './seed-demo-orders.js';
import { seedDemoSales } from './seed-demo-sales.js';
import { seedDemoStock } from './seed-demo-stock.js';

/**
 * Creates the demo organizations that are not there yet, each as a whole or not at all; an existing one is left as it is. Safe
 * to run at every start and from several processes at once. All demo people share one password hash.
 */
export async function seedDemoData(database: Database, clock: Clock): Promise<void> {
  const missing = await database.transaction(findMissing);
  if (missing.length === 0) return;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await database.transaction(async (tx) => {
    for (const demo of missing) await create(tx, demo, passwordHash, clock.now());
  });
}

async function findMissing(tx: Transaction): Promise<DemoOrganization[]> {
  const slugs = demoOrganizations.map(({ slug }) => slug);
  const present = await tx
    .select({ slug: organizations.slug })
    .from(organizations)
    .where(inArray(organizations.slug, slugs));
  return demoOrganizations.filter(({ slug }) => !present.some((organization) => organization.slug === slug));
}

async function create(
  tx: Transaction,
  demo: DemoOrganization,
  passwordHash: string,
  now: Date,
): Promise<void> {
  const id = () => uuidv7({ msecs: now.getTime() });
  const organizationId = id();
  const { slug, name, currency, timeZone } = demo;
  const created = await tx
    .insert(organizations)
    .values({ organizationId, slug, name, currency, timeZone })
    .onConflictDoNothing()
    .returning({ slug: organizations.slug });
  if (created.length === 0) return;
  const people = demo.people.map(({ mailbox, displayName, role }) => ({
    organizationId,
    userId: id(),
    email: `${mailbox}@${slug}.test`,
    displayName,
    roles: [role],
    passwordHash,
  }));
  await tx.insert(users).values(people);
  await seedDemoBranches(tx, organizationId);
  await seedDemoChat(tx, { organizationId, people, now });
  for (const { userId, displayName } of people.filter(({ roles }) => roles.includes('warehouse'))) {
    const stock = { organizationId, demo, by: { userId, displayName }, now };
    const { warehouseId, products } = await seedDemoStock(tx, stock);
    const tills = demo.workstations.map((name) => ({ organizationId, posId: id(), name, warehouseId }));
    await tx.insert(workstations).values(tills);
    const posIds = tills.map(({ posId }) => posId);
    for (const { userId, displayName } of people.filter(({ roles }) => roles.includes('cashier'))) {
      const cashier = { userId, displayName };
      const shop = { timeZone, currency, warehouseId, posIds, products, cashier };
      await seedDemoSales(tx, { organizationId, shop, now });
    }
  }
  for (const { userId, displayName } of people.filter(({ roles }) => roles.includes('manager'))) {
    const by = { userId, displayName };
    await seedDemoCustomers(tx, { organizationId, currency, by, now });
    for (const { userId, displayName } of people.filter(({ roles }) => roles.includes('customer'))) {
      await seedDemoOrders(tx, { organizationId, currency, by, customer: { userId, displayName }, now });
    }
  }
  await seedDemoDashboards(tx, organizationId);
}
