import { randomUUID } from 'node:crypto';
import type { INestApplication } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../src/index.js';
import { organizations, users } from '../src/modules/identity/identity.schema.js';
import { permissionsOf, type Role } from '../src/modules/identity/roles.js';
import { bearer } from './core-api-fixture.js';
import { ApiClient } from './pos-client.js';
import { openReactionSeams, type ReactionSeams } from './reactions-fixture.js';

/** RabbitMQ, PostgreSQL and listening core-apis, with organizations in which people have accounts. */
export async function openStaffedShops(instances = 1, clock?: Clock) {
  const seams = await openReactionSeams();
  const apps: INestApplication[] = [];
  for (let count = 0; count < instances; count += 1) {
    const app = await seams.startCoreApi({}, clock);
    await app.listen(0, '127.0.0.1');
    apps.push(app);
  }
  const urls = await Promise.all(apps.map((app) => app.getUrl()));
  return { ...seams, apps, urls, openShop: (staff: readonly Role[] = []) => openShop(seams, urls, staff) };
}

export type StaffedShops = Awaited<ReturnType<typeof openStaffedShops>>;
export type StaffedShop = Awaited<ReturnType<typeof openShop>>;

async function openShop(
  { database, eventsOf }: ReactionSeams,
  urls: readonly string[],
  staff: readonly Role[],
) {
  const organizationId = uuidv7();
  await database.transaction((tx) =>
    tx.insert(organizations).values({
      organizationId,
      slug: organizationId,
      name: 'A shop',
      currency: 'EUR',
      timeZone: 'Europe/Amsterdam',
    }),
  );

  /** Someone with an account, at any of the core-apis. */
  const hire = async (role: Role, disabledAt: Date | null = null) => {
    const userId = uuidv7();
    await database.transaction((tx) =>
      tx.insert(users).values({
        organizationId,
        userId,
        email: `${randomUUID()}@shop.test`,
        displayName: `A ${role}`,
        roles: [role],
        passwordHash: 'none',
        disabledAt,
      }),
    );
    const claims = { organizationId, userId, roles: [role], displayName: `A ${role}` };
    const { authorization } = await bearer(permissionsOf([role]), claims);
    const token = authorization.replace('Bearer ', '');
    const [client = new ApiClient(''), ...others] = urls.map((url) => new ApiClient(url, token));
    return Object.assign(client, { userId, elsewhere: others[0] ?? client });
  };

  const people = [];
  for (const role of staff) people.push(await hire(role));
  return { organizationId, hire, people, events: () => eventsOf(organizationId) };
}

export type Hired = Awaited<ReturnType<StaffedShop['hire']>>;
