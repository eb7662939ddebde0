import { eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { type IdentityApi, startIdentityApi } from './identity-api.js';

let api: IdentityApi;
beforeAll(async () => {
  api = await startIdentityApi();
});
afterAll(() => api.stop());

const from = { 'x-forwarded-for': '192.0.2.7' };
const entriesOf = (organizationId: string) =>
  api.database.transaction((tx) =>
    tx.select().from(auditEntries).where(eq(auditEntries.organizationId, organizationId)),
  );

describe('signing in is audited', () => {
  it('when it succeeds: who, where, on what, in which session', async () => {
    const { organizationId, userId, login } = await api.newPerson();
    await api.logIn({ ...login, deviceId: 'till-1' }, from);
    expect(await entriesOf(organizationId)).toMatchObject([
      {
        type: 'sign-in.succeeded',
        userId,
        deviceId: 'till-1',
        address: '192.0.2.7',
        details: { sessionId: expect.any(String) },
      },
    ]);
  });

  it.each([
    { reason: 'password-wrong', change: { password: 'a wrong secret' }, known: true },
    { reason: 'user-unknown', change: { email: 'stranger@example.test' }, known: false },
  ])('when it is refused: $reason, and nothing of what was typed', async ({ reason, change, known }) => {
    const { organizationId, userId, login } = await api.newPerson();
    await api.logIn({ ...login, ...change, deviceId: 'till-1' }, from);
    const entries = await entriesOf(organizationId);
    expect(entries).toMatchObject([
      {
        type: 'sign-in.refused',
        userId: known ? userId : null,
        deviceId: 'till-1',
        address: '192.0.2.7',
        details: { reason },
      },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/wrong secret|stranger|example\.test/);
  });

  it('when a disabled user tries', async () => {
    const { organizationId, userId, login } = await api.newPerson({ disabledAt: new Date() });
    await api.logIn(login);
    expect(await entriesOf(organizationId)).toMatchObject([
      { type: 'sign-in.refused', userId, details: { reason: 'user-disabled' } },
    ]);
  });

  it('when there is no such organization: for nobody to see over HTTP', async () => {
    const { login } = await api.newPerson();
    await api.logIn({ ...login, organization: 'nowhere' });
    const entries = await api.database.transaction((tx) =>
      tx.select().from(auditEntries).where(isNull(auditEntries.organizationId)),
    );
    expect(entries).toMatchObject([{ type: 'sign-in.refused', details: { reason: 'organization-unknown' } }]);
  });
});
