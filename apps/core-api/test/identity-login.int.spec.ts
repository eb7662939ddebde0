import { scrypt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hashPassword } from '../src/modules/identity/password-hash.js';
import { permissionsOf } from '../src/modules/identity/roles.js';
import { type IdentityApi, PASSWORD, startIdentityApi } from './identity-api.js';

vi.mock('node:crypto', { spy: true });

let api: IdentityApi;
beforeAll(async () => {
  api = await startIdentityApi();
});
afterAll(() => api.stop());

describe('signing in', () => {
  it('answers with tokens that speak for the person, on the device', async () => {
    const { organizationId, userId, login } = await api.newPerson({ roles: ['cashier', 'warehouse'] });
    const { status, body } = await api.logIn({ ...login, deviceId: 'till-tablet' });
    expect(status).toBe(200);
    expect(body.expiresIn).toBe(900);
    const user = {
      userId,
      organizationId,
      email: login.email,
      displayName: 'Pat',
      roles: ['cashier', 'warehouse'],
      permissions: permissionsOf(['cashier', 'warehouse']),
      organization: {
        organizationId,
        slug: login.organization,
        name: 'An organization',
        currency: 'EUR',
        timeZone: 'Europe/Amsterdam',
      },
    };
    expect(body.user).toEqual(user);
    const me = await api.client(body.accessToken).get('/auth/me');
    expect(me.body).toEqual({ ...user, deviceId: 'till-tablet' });
    expect((await api.client(body.accessToken).get('/pos/workstations')).status).toBe(200);
    expect((await api.client(body.accessToken).get('/pos/daily-totals')).code).toBe(
      'auth.permission-missing',
    );
  });

  it('minds neither case nor spaces of organization and email', async () => {
    const { login } = await api.newPerson();
    const { organization, email } = login;
    const sloppy = { organization: ` ${organization.toUpperCase()} `, email: ` ${email.toUpperCase()}` };
    expect((await api.logIn({ ...login, ...sloppy })).status).toBe(200);
  });

  it('gives one answer to an unknown organization, an unknown user, a wrong password and a disabled user', async () => {
    const { login } = await api.newPerson();
    const disabled = await api.newPerson({ disabledAt: new Date() });
    const elsewhere = await api.newPerson();
    const answers = [
      await api.logIn({ ...login, organization: 'nowhere' }),
      await api.logIn({ ...login, email: 'nobody@example.test' }),
      await api.logIn({ ...login, password: 'wrong' }),
      await api.logIn({ ...elsewhere.login, email: 'nobody@example.test' }),
      await api.logIn(disabled.login),
    ];
    const said = answers.map(({ status, text }) => [status, text.replace(/"requestId":"[^"]+"/, '')]);
    expect(answers[0]).toMatchObject({ status: 401, code: 'auth.credentials-invalid' });
    for (const answer of said) expect(answer).toEqual(said[0]);
  });

  it('does the same work for an unknown organization or user as for a wrong password', async () => {
    const { login } = await api.newPerson({ passwordHash: await hashPassword(PASSWORD) });
    const work = async (attempt: object) => {
      const { calls } = vi.mocked(scrypt).mock;
      const before = calls.length;
      expect(await api.logIn(attempt)).toMatchObject({ code: 'auth.credentials-invalid' });
      return calls
        .slice(before)
        .map(([, salt, length, cost]) => [Buffer.from(salt as Buffer).length, length, cost]);
    };
    const wrong = await work({ ...login, password: 'wrong' });
    expect(wrong).toEqual([[16, 32, expect.objectContaining({ cost: 2 ** 14 })]]);
    expect(await work({ ...login, email: 'nobody@example.test' })).toEqual(wrong);
    expect(await work({ ...login, organization: 'nowhere-at-all' })).toEqual(wrong);
  });

  it.each([{}, { organization: 'x', email: 'no address', password: 'x' }])(
    'refuses %j as no credentials',
    async (body) => {
      expect(await api.logIn(body)).toMatchObject({ status: 400, code: 'request.invalid' });
    },
  );
});

describe('guessing passwords', () => {
  it.each([
    ['an account', (login: object) => login],
    ['one that does not exist', (login: object) => ({ ...login, email: 'nobody@example.test' })],
  ])('is stopped where it comes from, for %s, even with the right password', async (_, target) => {
    const stranger = { 'x-forwarded-for': '192.0.2.66' };
    const login = target((await api.newPerson()).login);
    const guesses = Array.from({ length: 10 }, () => api.logIn({ ...login, password: 'guess' }, stranger));
    const codes = (await Promise.all(guesses)).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['auth.credentials-invalid']));
    const refused = await api.logIn(login, stranger);
    expect(refused).toMatchObject({ status: 429, code: 'auth.too-many-attempts' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(JSON.parse(refused.text).error.facts.retryAfterMs).toBeGreaterThan(0);
    const { login: another } = await api.newPerson();
    expect((await api.logIn(another, stranger)).status).toBe(200);
  });

  it('locks nobody out who is elsewhere, nor on the device that signed in before', async () => {
    const stranger = { 'x-forwarded-for': '192.0.2.68' };
    const { login } = await api.newPerson();
    const { deviceToken } = (await api.logIn(login, stranger)).body;
    await Promise.all(Array.from({ length: 10 }, () => api.logIn({ ...login, password: 'guess' }, stranger)));
    expect((await api.logIn(login, stranger)).status).toBe(429);
    expect((await api.logIn(login)).status).toBe(200);
    expect((await api.logIn({ ...login, deviceToken }, stranger)).status).toBe(200);
  });

  it('is counted anew after the right password', async () => {
    const { login } = await api.newPerson();
    for (let round = 0; round < 2; round++) {
      const typo = () => api.logIn({ ...login, password: 'typo' }, { 'x-forwarded-for': '192.0.2.67' });
      await Promise.all(Array.from({ length: 9 }, typo));
      expect((await api.logIn(login, { 'x-forwarded-for': '192.0.2.67' })).status).toBe(200);
    }
  });

  it('is stopped for an address that tries one account after the other', async () => {
    const people = await Promise.all(Array.from({ length: 61 }, () => api.newPerson()));
    const address = { 'x-forwarded-for': '198.51.100.7' };
    const answers = await Promise.all(people.map(({ login }) => api.logIn(login, address)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(60).fill(200), 429]);
    const [{ login } = expect.fail('nobody is there')] = people;
    expect((await api.logIn(login, { 'x-forwarded-for': '198.51.100.8' })).status).toBe(200);
  });
});
