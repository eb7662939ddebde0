import { eventually } from '@business-control/testing';
import { asc, eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { users } from '../src/modules/identity/identity.schema.js';
import { hashPassword } from '../src/modules/identity/password-hash.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { idempotencyKeys } from '../src/platform/idempotency/idempotency.schema.js';
import { outboxEvents } from '../src/platform/outbox/outbox.schema.js';
import { type IdentityApi, PASSWORD, startIdentityApi } from './identity-api.js';

let api: IdentityApi;
let organizationId: string;
let person: Awaited<ReturnType<IdentityApi['newColleague']>>;
beforeAll(async () => {
  api = await startIdentityApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  ({ organizationId } = await api.newPerson());
  person = await api.newColleague(organizationId, ['cashier']);
});

const NEW = 'another horse, another staple';
const change = (
  body: object = { currentPassword: PASSWORD, newPassword: NEW },
  headers?: Record<string, string>,
) => api.client(person.accessToken).post('/identity/password', body, headers);
const me = (token: string) => api.client(token).get('/auth/me');
const revoked = () =>
  api.database.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(outboxEvents)
      .where(eq(outboxEvents.organizationId, organizationId))
      .orderBy(asc(outboxEvents.seq));
    return rows
      .filter(({ name }) => name === 'identity:session:revoked')
      .map(({ payload, actorUserId }) => ({ payload, actorUserId }));
  });
const audited = (userId: string) =>
  api.database.transaction(async (tx) => {
    const entries = await tx.select().from(auditEntries).where(eq(auditEntries.userId, userId));
    return entries.filter(({ type }) => /^(user|password-change)\./.test(type));
  });
const sessionOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sid;

describe('changing the own password', () => {
  it('lets the person sign in with the new one alone, and ends every other session', async () => {
    const { body: other } = await api.logIn(person.login);
    const answer = await change();
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await me(person.accessToken)).status).toBe(200);
    expect(await me(other.accessToken)).toMatchObject({ status: 401, code: 'auth.session-ended' });
    expect((await api.refresh(other.refreshToken)).code).toBe('auth.session-ended');
    expect((await api.refresh(person.refreshToken)).status).toBe(200);
    expect((await api.logIn(person.login)).code).toBe('auth.credentials-invalid');
    expect((await api.logIn({ ...person.login, password: NEW })).status).toBe(200);
    expect(await revoked()).toEqual([
      {
        payload: { userId: person.userId, sessionId: sessionOf(other.accessToken) },
        actorUserId: person.userId,
      },
    ]);
  });

  it('is refused without the current one, with the current one again, and with a short one', async () => {
    const wrong = await change({ currentPassword: 'a wrong secret', newPassword: NEW });
    expect(wrong).toMatchObject({ status: 403, code: 'identity.password-wrong' });
    const same = await change({ currentPassword: PASSWORD, newPassword: PASSWORD });
    expect(same).toMatchObject({ status: 409, code: 'identity.password-unchanged' });
    const short = await change({ currentPassword: PASSWORD, newPassword: 'short' });
    expect(short).toMatchObject({ status: 400, code: 'request.invalid' });
    expect((await api.logIn(person.login)).status).toBe(200);
    expect(await revoked()).toEqual([]);
  });

  it('is audited, refused or not, without what was typed', async () => {
    await change({ currentPassword: 'a wrong secret', newPassword: NEW });
    await change();
    const entries = await audited(person.userId);
    expect(entries.map(({ type }) => type).sort()).toEqual([
      'password-change.refused',
      'user.password-changed',
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/wrong secret|staple/);
  });

  it('sent again after its answer was lost is answered as before, and nothing of the passwords is kept', async () => {
    const key = uuidv7();
    const headers = { 'idempotency-key': key };
    expect((await change(undefined, headers)).status).toBe(204);
    expect((await change(undefined, headers)).status).toBe(204);
    expect((await audited(person.userId)).map(({ type }) => type)).toEqual(['user.password-changed']);
    const kept = await api.database.transaction((tx) =>
      tx.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key)),
    );
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain('staple');
  });

  it('counts like a sign-in: who has the token alone cannot guess on', async () => {
    const guess = () => change({ currentPassword: 'guess', newPassword: NEW });
    const codes = await Promise.all(Array.from({ length: 10 }, guess));
    expect(new Set(codes.map(({ code }) => code))).toEqual(new Set(['identity.password-wrong']));
    const refused = await change();
    expect(refused).toMatchObject({ status: 429, code: 'auth.too-many-attempts' });
    expect(refused.text).toContain('"retryAfterMs":');
    expect((await api.logIn(person.login)).status).toBe(200);
  });

  it('twice at once succeeds once', async () => {
    const answers = await Promise.all([
      change({ currentPassword: PASSWORD, newPassword: `${NEW} 1` }),
      change({ currentPassword: PASSWORD, newPassword: `${NEW} 2` }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403]);
  });

  it('needs somebody who is signed in', async () => {
    const answer = await api.client().post('/identity/password', { currentPassword: 'x', newPassword: NEW });
    expect(answer).toMatchObject({ status: 401, code: 'auth.token-missing' });
  });
});

describe('resetting the password of somebody', () => {
  const reset = (token: string, userId = person.userId, password = NEW) =>
    api.client(token).post(`/identity/users/${userId}/password`, { password });

  it('lets them sign in with it, and ends every session they had', async () => {
    const admin = await api.newColleague(organizationId, ['admin']);
    expect((await reset(admin.accessToken)).status).toBe(204);
    expect((await me(person.accessToken)).code).toBe('auth.session-ended');
    expect((await api.refresh(person.refreshToken)).code).toBe('auth.session-ended');
    expect((await api.logIn(person.login)).code).toBe('auth.credentials-invalid');
    expect((await api.logIn({ ...person.login, password: NEW })).status).toBe(200);
    expect(await revoked()).toEqual([
      {
        payload: { userId: person.userId, sessionId: sessionOf(person.accessToken) },
        actorUserId: admin.userId,
      },
    ]);
    const entries = await audited(person.userId);
    expect(entries).toMatchObject([
      { type: 'user.password-reset', details: { by: { userId: admin.userId } } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('staple');
  });

  it('leaves no session to a sign-in that was under way with the old one', async () => {
    const newHash = await hashPassword(NEW, { logN: 4, blockSize: 8, parallelism: 1 });
    const waiting = await api.database.transaction(async (tx) => {
      await tx.update(users).set({ passwordHash: newHash }).where(eq(users.userId, person.userId));
      const signIn = api.logIn(person.login);
      // The old password was found right, and the user is waited for.
      await eventually(async () => {
        const waits = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        expect((await tx.execute(waits)).rows).toHaveLength(1);
      });
      return { signIn };
    });
    expect((await waiting.signIn).code).toBe('auth.credentials-invalid');
  });

  it('is for administrators, of their own organization, and not for themselves', async () => {
    const admin = await api.newColleague(organizationId, ['admin']);
    const stranger = await api.newPerson();
    expect(await reset(person.accessToken, admin.userId)).toMatchObject({
      status: 403,
      code: 'auth.permission-missing',
    });
    expect((await reset(admin.accessToken, stranger.userId)).code).toBe('identity.user-not-found');
    expect(await reset(admin.accessToken, admin.userId)).toMatchObject({
      status: 409,
      code: 'identity.password-own',
    });
    expect((await reset(admin.accessToken, person.userId, 'short')).code).toBe('request.invalid');
    expect((await api.logIn(person.login)).status).toBe(200);
  });
});
