import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshTokens, sessions, users } from '../src/modules/identity/identity.schema.js';
import { type IdentityApi, startIdentityApi } from './identity-api.js';

let api: IdentityApi;
beforeAll(async () => {
  api = await startIdentityApi();
});
afterAll(() => api.stop());

async function signIn() {
  const person = await api.newPerson();
  const { body } = await api.logIn({ ...person.login, deviceId: 'phone' });
  return { ...person, ...body };
}

const endReasons = (organizationId: string) =>
  api.database.transaction(async (tx) => {
    const rows = await tx.select().from(sessions).where(eq(sessions.organizationId, organizationId));
    return rows.map(({ endReason }) => endReason);
  });

describe('refreshing a session', () => {
  it('goes on as the same person on the same device, with a new refresh token each time', async () => {
    const { refreshToken, user } = await signIn();
    const { status, body: second } = await api.refresh(refreshToken);
    const { body: third } = await api.refresh(second.refreshToken);
    expect(status).toBe(200);
    expect(new Set([refreshToken, second.refreshToken, third.refreshToken]).size).toBe(3);
    expect(third.user).toEqual(user);
    const me = await api.client(third.accessToken).get('/auth/me');
    expect(me.body).toEqual({ ...user, deviceId: 'phone' });
  });

  it('ends when a token comes back that was replaced: one of the two holders stole it', async () => {
    const { organizationId, refreshToken } = await signIn();
    const { body: second } = await api.refresh(refreshToken);
    api.clock.advance(10_001);
    expect(await api.refresh(refreshToken)).toMatchObject({ status: 401, code: 'auth.session-ended' });
    expect(await api.refresh(second.refreshToken)).toMatchObject({ status: 401, code: 'auth.session-ended' });
    expect((await api.client(second.accessToken).get('/auth/me')).code).toBe('auth.session-ended');
    expect(await endReasons(organizationId)).toEqual(['refresh-token-reused']);
  });

  it('goes on for a client that did not hear the answer and asks again at once', async () => {
    const { organizationId, refreshToken } = await signIn();
    const answers = await Promise.all(Array.from({ length: 6 }, () => api.refresh(refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(6);
    expect(await endReasons(organizationId)).toEqual([null]);
  });

  it('carries the roles of now', async () => {
    const { userId, refreshToken } = await signIn();
    await api.database.transaction((tx) =>
      tx
        .update(users)
        .set({ roles: ['manager'] })
        .where(eq(users.userId, userId)),
    );
    const { body } = await api.refresh(refreshToken);
    expect((await api.client(body.accessToken).get('/pos/daily-totals')).status).toBe(200);
  });

  it('is refused to someone who was disabled', async () => {
    const { userId, refreshToken } = await signIn();
    const disabledAt = new Date();
    await api.database.transaction((tx) =>
      tx.update(users).set({ disabledAt }).where(eq(users.userId, userId)),
    );
    expect(await api.refresh(refreshToken)).toMatchObject({ status: 401, code: 'auth.session-ended' });
  });

  it('is refused after the token has expired, and expired tokens are forgotten', async () => {
    const { organizationId, refreshToken, login } = await signIn();
    const now = api.clock.now();
    const { body: second } = await api.refresh(refreshToken);
    api.clock.advance(3_599_000);
    const { body: third } = await api.refresh(second.refreshToken);
    api.clock.advance(2_000);
    await api.refresh(third.refreshToken);
    api.clock.advance(3_601_000);
    expect(await api.refresh(third.refreshToken)).toMatchObject({ code: 'auth.refresh-token-invalid' });
    api.clock.set(now);
    const kept = await api.database.transaction((tx) =>
      tx.select().from(refreshTokens).where(eq(refreshTokens.organizationId, organizationId)),
    );
    expect(kept).toHaveLength(2);
    expect((await api.logIn(login)).status).toBe(200);
  });

  it.each(['', 'nonsense', `${Buffer.from('acme').toString('base64url')}.${'a'.repeat(43)}`])(
    'is refused for %j',
    async (refreshToken) => {
      const { status, code } = await api.refresh(refreshToken);
      expect([status, code]).toEqual(
        refreshToken ? [401, 'auth.refresh-token-invalid'] : [400, 'request.invalid'],
      );
    },
  );

  it('stores no token that could be used', async () => {
    const { refreshToken } = await signIn();
    const stored = await api.database.transaction((tx) => tx.select().from(refreshTokens));
    const secret = refreshToken.split('.')[1] ?? expect.fail('the token has no secret');
    expect(JSON.stringify(stored)).not.toContain(secret);
  });
});

describe('signing out', () => {
  it('ends the session and no other', async () => {
    const { organizationId, accessToken, refreshToken, login } = await signIn();
    const { body: other } = await api.logIn(login);
    const answer = await api.client(accessToken).post('/auth/logout');
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await api.refresh(refreshToken)).toMatchObject({ status: 401, code: 'auth.session-ended' });
    expect((await api.client(accessToken).get('/auth/me')).code).toBe('auth.session-ended');
    expect((await api.client(accessToken).post('/auth/logout')).code).toBe('auth.session-ended');
    expect(await endReasons(organizationId)).toEqual(expect.arrayContaining(['signed-out', null]));
    expect((await api.refresh(other.refreshToken)).status).toBe(200);
  });

  it('needs a token', async () => {
    expect((await api.client().post('/auth/logout')).code).toBe('auth.token-missing');
    expect((await api.client().get('/auth/me')).code).toBe('auth.token-missing');
  });
});
