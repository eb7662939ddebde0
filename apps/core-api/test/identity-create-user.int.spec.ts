import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { idempotencyKeys } from '../src/platform/idempotency/idempotency.schema.js';
import { type IdentityApi, startIdentityApi } from './identity-api.js';

interface Person {
  readonly userId: string;
  readonly email: string;
}

let api: IdentityApi;
let organizationId: string;
let admin: Awaited<ReturnType<IdentityApi['newColleague']>>;
beforeAll(async () => {
  api = await startIdentityApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  ({ organizationId } = await api.newPerson());
  admin = await api.newColleague(organizationId, ['admin']);
});

const password = 'an initial password';
const till = { email: 'till@example.test', displayName: 'Till', roles: ['cashier'], password };
const create = (body: object, token = admin.accessToken, headers?: Record<string, string>) =>
  api.client(token).post<Person>('/identity/users', body, headers);
const people = async (token = admin.accessToken) =>
  (await api.client(token).get<{ items: Person[] }>('/identity/users')).body.items;

describe('adding someone', () => {
  it('lets them sign in, as what the roles make them', async () => {
    const roles = ['cashier', 'warehouse', 'cashier'];
    const { status, body, text } = await create({ ...till, email: ' Till@Example.test', roles });
    expect(status).toBe(201);
    expect(body).toEqual({
      userId: body.userId,
      email: till.email,
      displayName: 'Till',
      roles: ['cashier', 'warehouse'],
      disabledAt: null,
    });
    expect(text).not.toContain(password);
    expect(await people()).toContainEqual(body);
    const { organization } = admin.login;
    const signedIn = await api.logIn({ organization, email: till.email, password });
    expect(signedIn.body.user).toMatchObject({ userId: body.userId, roles: ['cashier', 'warehouse'] });
  });

  it('is audited, with who did it and without what was typed', async () => {
    const { body } = await create(till);
    const entries = await api.database.transaction((tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.userId, body.userId)),
    );
    expect(entries).toMatchObject([
      {
        organizationId,
        type: 'user.created',
        details: { by: { userId: admin.userId }, roles: ['cashier'] },
      },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/initial|example/);
  });

  it('twice with one idempotency key has one effect, and keeps nothing of the password', async () => {
    const key = uuidv7();
    const headers = { 'idempotency-key': key };
    const { body } = await create(till, admin.accessToken, headers);
    const other = { ...till, password: 'another password' };
    // The password is no part of what makes two requests the same.
    expect((await create(other, admin.accessToken, headers)).body).toEqual(body);
    expect(await people()).toHaveLength(3);
    const rows = await api.database.transaction((tx) =>
      tx.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key)),
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('password');
  });

  it('refuses an email address that someone of the organization has, also twice at once', async () => {
    const answers = await Promise.all([create(till), create({ ...till, displayName: 'Other' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await create({ ...till, email: 'TILL@example.test' })).code).toBe('identity.email-taken');
    expect(await people()).toHaveLength(3);
  });

  it('knows nothing of the people of another organization', async () => {
    const { body } = await create(till);
    const { organizationId: elsewhere } = await api.newPerson();
    const stranger = await api.newColleague(elsewhere, ['admin']);
    expect((await people(stranger.accessToken)).map(({ email }) => email)).not.toContain(till.email);
    const theirs = await create({ ...till, organizationId }, stranger.accessToken);
    expect(theirs.body.userId).not.toBe(body.userId);
    expect(await people()).toHaveLength(3);
    expect(await people(stranger.accessToken)).toHaveLength(3);
  });

  it('is for administrators', async () => {
    const { accessToken } = await api.newColleague(organizationId, ['manager']);
    expect(await create(till, accessToken)).toMatchObject({ status: 403, code: 'auth.permission-missing' });
  });

  it.each([
    { email: 'till' },
    { displayName: ' ' },
    { roles: [] },
    { roles: ['emperor'] },
    { password: 'short' },
    { password: undefined },
  ])('refuses %j', async (change) => {
    const { status, code, text } = await create({ ...till, ...change });
    expect([status, code]).toEqual([400, 'request.invalid']);
    expect(text).not.toContain(change.password ?? password);
    expect(await people()).toHaveLength(2);
  });
});
