import { Readable } from 'node:stream';
import { createDatabase, freePort } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresDatabase } from '../src/index.js';
import { organizations, users } from '../src/modules/identity/identity.schema.js';
import { verifyPassword } from '../src/modules/identity/password-hash.js';
import { warehouses } from '../src/modules/inventory/inventory.schema.js';
import { runCreateOrganization } from '../src/operator/run-create-organization.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { StartupError } from '../src/platform/errors/startup-error.js';
import { SECRET } from './core-api-fixture.js';

const PASSWORD = 'correct horse battery staple';

let server: Awaited<ReturnType<typeof createDatabase>>;
let database: PostgresDatabase;
beforeAll(async () => {
  // Nothing is in it, no table either.
  server = await createDatabase();
  database = new PostgresDatabase({ uri: server.uri });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const args = (slug: string) =>
  Object.entries({
    slug,
    name: 'Acme Coffee',
    currency: 'EUR',
    'time-zone': 'Europe/Amsterdam',
    'admin-email': 'admin@acme.example',
    'admin-name': 'Administrator',
  }).flatMap(([name, value]) => [`--${name}`, value]);

function create(slug: string, typed = PASSWORD, uri = server.uri): Promise<string> {
  const stdin = Readable.from([typed]);
  const env = { JWT_SECRET: SECRET, BROKER: 'memory', DATABASE_URI: uri };
  return runCreateOrganization({ args: args(slug), env, stdin, stderr: { write: () => undefined } });
}

const refusal = (run: Promise<unknown>) =>
  run.then(
    () => expect.unreachable('created'),
    (error: Error) => error,
  );

/** Everything there is of the organization with the slug. */
const kept = (slug: string) =>
  database.transaction(async (tx) => {
    const found = (await tx.select().from(organizations)).filter(
      (organization) => organization.slug === slug,
    );
    const ids = found.map(({ organizationId }) => organizationId);
    const ofThem = (row: { organizationId: string | null }) => ids.includes(row.organizationId ?? '');
    return {
      organizations: found,
      users: (await tx.select().from(users)).filter(ofThem),
      warehouses: (await tx.select().from(warehouses)).filter(ofThem),
      entries: (await tx.select().from(auditEntries)).filter(ofThem),
    };
  });

describe('create-organization', () => {
  it('creates an organization with an administrator and a warehouse in an empty database', async () => {
    const printed = await create('acme', `${PASSWORD}\n`);
    const { organizations, users, warehouses, entries } = await kept('acme');
    expect(organizations).toMatchObject([
      { name: 'Acme Coffee', currency: 'EUR', timeZone: 'Europe/Amsterdam' },
    ]);
    expect(users).toMatchObject([
      { email: 'admin@acme.example', displayName: 'Administrator', roles: ['admin'], disabledAt: null },
    ]);
    expect(await verifyPassword(PASSWORD, users[0]?.passwordHash ?? '')).toBe(true);
    expect(warehouses).toHaveLength(1);
    expect(entries).toMatchObject([
      {
        type: 'organization.created',
        userId: null,
        details: { adminUserId: users[0]?.userId, warehouseId: warehouses[0]?.warehouseId },
      },
    ]);
    expect(printed).toContain(organizations[0]?.organizationId);
    expect(printed).not.toContain(PASSWORD);
  });

  it('prints a password of its own when none is given', async () => {
    const password = /^password +(\S{20,})$/m.exec(await create('random', ''))?.[1] ?? '';
    const { users } = await kept('random');
    expect(await verifyPassword(password, users[0]?.passwordHash ?? '')).toBe(true);
  });

  it('waits for nobody to type a password at a terminal', async () => {
    const stdin = Object.assign(new Readable({ read: () => undefined }), { isTTY: true });
    const env = { JWT_SECRET: SECRET, BROKER: 'memory', DATABASE_URI: server.uri };
    const stderr = { write: () => undefined };
    expect(await runCreateOrganization({ args: args('terminal'), env, stdin, stderr })).toMatch(
      /^password /m,
    );
  });

  it('refuses a slug that is taken and leaves what is there as it is', async () => {
    await create('taken');
    const before = await kept('taken');
    const error = await refusal(create('taken', 'another password'));
    expect(error).toBeInstanceOf(StartupError);
    expect(error.message).toBe('there is an organization taken already; nothing was changed');
    expect(await kept('taken')).toEqual(before);
  });

  it('creates one of two that are asked for at once', async () => {
    const outcomes = await Promise.allSettled([create('twice'), create('twice')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { organizations, users, warehouses } = await kept('twice');
    expect([organizations, users, warehouses].map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('creates nothing with a password that is too short', async () => {
    const error = await refusal(create('short', 'secret'));
    expect(error).toBeInstanceOf(StartupError);
    expect(error.message).toBe('a password has at least 10 characters');
    expect((await kept('short')).organizations).toEqual([]);
  });

  it('says in one line that PostgreSQL cannot be reached, without its password', async () => {
    const uri = `postgres://pat:hunter2@127.0.0.1:${await freePort()}/core`;
    const error = await refusal(create('away', PASSWORD, uri));
    expect(error).toBeInstanceOf(StartupError);
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.message).not.toContain('hunter2');
  });
});
