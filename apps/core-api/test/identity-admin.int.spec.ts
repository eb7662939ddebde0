import { and, asc, eq, like } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../src/modules/identity/roles.js';
import { permissionsOf } from '../src/modules/identity/roles.js';
import { outboxEvents } from '../src/platform/outbox/outbox.schema.js';
import { type IdentityApi, startIdentityApi } from './identity-api.js';

interface Sessions {
  readonly items: readonly { readonly sessionId: string; readonly endReason: string | null }[];
}

let api: IdentityApi;
let organizationId: string;
let admin: Awaited<ReturnType<IdentityApi['newColleague']>>;
beforeAll(async () => {
  api = await startIdentityApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  ({ organizationId } = await api.newPerson({ roles: ['cashier'] }));
  admin = await api.newColleague(organizationId, ['admin']);
});

const asAdmin = () => api.client(admin.accessToken);
const colleague = (...roles: Role[]) => api.newColleague(organizationId, roles);
const disable = (userId: string) => asAdmin().post(`/identity/users/${userId}/disable`);
const setRoles = (userId: string, roles: string[], token = admin.accessToken) =>
  api.client(token).call('PUT', `/identity/users/${userId}/roles`, { roles });
const sessionsOf = async (userId: string) =>
  (await asAdmin().get<Sessions>(`/identity/users/${userId}/sessions`)).body.items;
const me = (token: string) => api.client(token).get<{ roles: string[] }>('/auth/me');
const recorded = () =>
  api.database.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(outboxEvents)
      .where(and(eq(outboxEvents.organizationId, organizationId), like(outboxEvents.name, 'identity:%')))
      .orderBy(asc(outboxEvents.seq));
    return rows.map(({ name, payload, actorUserId }) => ({ name, payload, actorUserId }));
  });

describe('an administrator', () => {
  it('finds the people and the sessions of the organization', async () => {
    const { userId, login } = await colleague('cashier');
    await api.logIn({ ...login, deviceId: 'till' });
    const people = await asAdmin().get<{ items: { userId: string }[] }>('/identity/users');
    expect(people.body.items).toContainEqual({
      userId,
      email: login.email,
      displayName: userId,
      roles: ['cashier'],
      disabledAt: null,
    });
    expect(people.body.items).toHaveLength(3);
    expect(people.text).not.toContain('hash');
    expect(await sessionsOf(userId)).toMatchObject([
      { deviceId: 'till', endedAt: null, endReason: null },
      { deviceId: null },
    ]);
  });

  it('is the only one who may', async () => {
    const { userId, accessToken } = await colleague('manager');
    const client = api.client(accessToken);
    for (const answer of [
      await client.get('/identity/users'),
      await client.get(`/identity/users/${userId}/sessions`),
      await client.post(`/identity/users/${userId}/disable`),
      await client.post(`/identity/users/${userId}/enable`),
      await client.post(`/identity/sessions/${userId}/revoke`),
      await setRoles(userId, ['admin'], accessToken),
    ]) {
      expect([answer.status, answer.code]).toEqual([403, 'auth.permission-missing']);
    }
  });

  it('reaches nobody of another organization', async () => {
    const stranger = await api.newPerson();
    const { body } = await api.logIn(stranger.login);
    expect((await disable(stranger.userId)).code).toBe('identity.user-not-found');
    expect((await setRoles(stranger.userId, ['support'])).code).toBe('identity.user-not-found');
    expect((await asAdmin().get(`/identity/users/${stranger.userId}/sessions`)).code).toBe(
      'identity.user-not-found',
    );
    const { sid } = JSON.parse(Buffer.from(body.accessToken.split('.')[1] ?? '', 'base64url').toString());
    expect((await asAdmin().post(`/identity/sessions/${sid}/revoke`)).code).toBe(
      'identity.session-not-found',
    );
    expect((await me(body.accessToken)).status).toBe(200);
  });
});

describe('disabling someone', () => {
  it('refuses the tokens already issued and ends the sessions', async () => {
    const { userId, accessToken, refreshToken, login } = await colleague('cashier');
    expect((await disable(userId)).status).toBe(200);
    expect(await me(accessToken)).toMatchObject({ status: 401, code: 'auth.user-disabled' });
    expect((await api.refresh(refreshToken)).code).toBe('auth.session-ended');
    expect((await api.logIn(login)).code).toBe('auth.credentials-invalid');
    const [session] = await sessionsOf(userId);
    expect(session).toMatchObject({ endReason: 'user-disabled' });
    expect(await recorded()).toEqual([
      { name: 'identity:user:disabled', payload: { userId }, actorUserId: admin.userId },
      {
        name: 'identity:session:revoked',
        payload: { userId, sessionId: session?.sessionId },
        actorUserId: admin.userId,
      },
    ]);
  });

  it('twice tells it once', async () => {
    const { userId } = await colleague('cashier');
    await disable(userId);
    const events = await recorded();
    expect((await disable(userId)).status).toBe(200);
    expect(await recorded()).toEqual(events);
  });

  it('can be taken back, but not for the sessions that ended', async () => {
    const { userId, accessToken, login } = await colleague('cashier');
    await disable(userId);
    expect((await asAdmin().post(`/identity/users/${userId}/enable`)).status).toBe(200);
    expect((await recorded()).at(-1)?.name).toBe('identity:user:enabled');
    expect((await me(accessToken)).code).toBe('auth.session-ended');
    expect((await api.logIn(login)).status).toBe(200);
  });

  it('leaves an administrator', async () => {
    expect(await disable(admin.userId)).toMatchObject({ status: 409, code: 'identity.last-admin' });
    expect((await me(admin.accessToken)).status).toBe(200);
    const other = await colleague('admin');
    expect((await disable(admin.userId)).status).toBe(200);
    expect((await me(other.accessToken)).status).toBe(200);
  });

  it('leaves an administrator also when two disable each other at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = await colleague('admin');
      const other = await colleague('admin');
      await disable(admin.userId);
      await Promise.all([
        api.client(one.accessToken).post(`/identity/users/${other.userId}/disable`),
        api.client(other.accessToken).post(`/identity/users/${one.userId}/disable`),
      ]);
      const left = await Promise.all([me(one.accessToken), me(other.accessToken)]);
      const survivors = [one, other].filter((_, index) => left[index]?.status === 200);
      expect(survivors).toHaveLength(1);
      admin = survivors[0] ?? admin;
    }
  });
});

describe('revoking a session', () => {
  it('ends that session alone', async () => {
    const { userId, accessToken, login } = await colleague('cashier');
    const { body: other } = await api.logIn(login);
    const [, first] = await sessionsOf(userId);
    const revoke = () => asAdmin().post(`/identity/sessions/${first?.sessionId}/revoke`);
    expect((await revoke()).status).toBe(204);
    expect((await me(accessToken)).code).toBe('auth.session-ended');
    expect((await me(other.accessToken)).status).toBe(200);
    expect((await revoke()).status).toBe(204);
    expect(await recorded()).toEqual([
      {
        name: 'identity:session:revoked',
        payload: { userId, sessionId: first?.sessionId },
        actorUserId: admin.userId,
      },
    ]);
  });

  it('is what signing out and a stolen refresh token do as well', async () => {
    const { userId, accessToken } = await colleague('cashier');
    await api.client(accessToken).post('/auth/logout');
    const victim = await colleague('cashier');
    await api.refresh(victim.refreshToken);
    api.clock.advance(10_001);
    await api.refresh(victim.refreshToken);
    expect(await recorded()).toMatchObject([
      { name: 'identity:session:revoked', payload: { userId }, actorUserId: userId },
      { name: 'identity:session:revoked', payload: { userId: victim.userId }, actorUserId: null },
    ]);
  });
});

describe('changing roles', () => {
  it('counts at once, also for the tokens already issued', async () => {
    const { userId, accessToken } = await colleague('manager');
    const totals = () => api.client(accessToken).get('/pos/daily-totals');
    expect((await totals()).status).toBe(200);
    expect((await setRoles(userId, ['cashier'])).body).toMatchObject({ userId, roles: ['cashier'] });
    expect(await totals()).toMatchObject({ status: 403, code: 'auth.permission-missing' });
    expect((await me(accessToken)).body.roles).toEqual(['cashier']);
    const payload = { userId, roles: ['cashier'], permissions: permissionsOf(['cashier']) };
    expect(await recorded()).toEqual([{ name: 'identity:role:changed', payload, actorUserId: admin.userId }]);
  });

  it('leaves an administrator', async () => {
    expect(await setRoles(admin.userId, ['manager'])).toMatchObject({
      status: 409,
      code: 'identity.last-admin',
    });
  });

  it.each([[[]], [['emperor']]])('refuses %j', async (roles) => {
    expect((await setRoles(admin.userId, roles)).code).toBe('request.invalid');
  });
});
