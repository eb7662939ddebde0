import { and, asc, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { devices, refreshTokens, sessions } from '../src/modules/identity/identity.schema.js';
import { outboxEvents } from '../src/platform/outbox/outbox.schema.js';
import { ScheduledJobs } from '../src/platform/schedule/scheduled-jobs.js';
import { type IdentityApi, type SignedIn, startIdentityApi } from './identity-api.js';

const PER_USER = 3;
const HOUR_MS = 3_600_000;

interface OwnSessions {
  readonly items: readonly {
    readonly sessionId: string;
    readonly deviceId: string | null;
    readonly current: boolean;
  }[];
}

let api: IdentityApi;
beforeAll(async () => {
  api = await startIdentityApi({ SESSIONS_PER_USER: String(PER_USER) });
});
afterAll(() => api.stop());

const me = async ({ accessToken }: SignedIn) => (await api.client(accessToken).get('/auth/me')).status;
const own = async ({ accessToken }: SignedIn) =>
  (await api.client(accessToken).get<OwnSessions>('/auth/sessions')).body.items;
const revoked = (organizationId: string) =>
  api.database.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(outboxEvents)
      .where(eq(outboxEvents.organizationId, organizationId))
      .orderBy(asc(outboxEvents.seq));
    return rows.map(({ name, payload, actorUserId }) => ({ name, payload, actorUserId }));
  });
const liveSessions = (organizationId: string) =>
  api.database.transaction((tx) =>
    tx
      .select()
      .from(sessions)
      .where(and(eq(sessions.organizationId, organizationId), isNull(sessions.endedAt))),
  );

describe('what is left of sessions', () => {
  const rows = (organizationId: string) =>
    api.database.transaction(async (tx) => ({
      sessions: await tx.$count(sessions, eq(sessions.organizationId, organizationId)),
      tokens: await tx.$count(refreshTokens, eq(refreshTokens.organizationId, organizationId)),
      devices: await tx.$count(devices, eq(devices.organizationId, organizationId)),
    }));
  const sweep = () => api.app.get(ScheduledJobs).runNow('identity.forget-sessions');

  it('is deleted when no token of theirs is good any more, whether they ended or not', async () => {
    const { organizationId, login } = await api.newPerson();
    const { body: left } = await api.logIn({ ...login, deviceId: 'left' });
    await api.logIn({ ...login, deviceId: 'forgotten' });
    await api.client(left.accessToken).post('/auth/logout');
    api.clock.advance(HOUR_MS);
    const { body: kept } = await api.logIn({ ...login, deviceId: 'kept' });
    await sweep();
    expect(await rows(organizationId)).toEqual({ sessions: 3, tokens: 3, devices: 3 });

    // The refresh tokens of an hour ago have expired, and for as long as an access token lives.
    api.clock.advance(HOUR_MS / 4 + 1_000);
    await Promise.all([sweep(), sweep()]);
    expect(await rows(organizationId)).toEqual({ sessions: 1, tokens: 1, devices: 1 });
    expect((await api.refresh(kept.refreshToken)).status).toBe(200);
  });

  it('is deleted later where somebody is at it, and holds nobody up', async () => {
    const { organizationId, login } = await api.newPerson();
    await api.logIn(login);
    await api.logIn(login);
    api.clock.advance(HOUR_MS + HOUR_MS / 4 + 1_000);
    await api.database.transaction(async (tx) => {
      const ofPerson = eq(sessions.organizationId, organizationId);
      await tx.select().from(sessions).where(ofPerson).limit(1).for('update');
      await sweep();
    });
    expect(await rows(organizationId)).toMatchObject({ sessions: 1, tokens: 1 });
    await sweep();
    expect(await rows(organizationId)).toMatchObject({ sessions: 0, tokens: 0 });
  });
});

describe('the sessions of somebody', () => {
  /** Signs in on one device after the other; time goes on in between. */
  const signIn = async (login: object, deviceId: string) => {
    api.clock.advance(1_000);
    return (await api.logIn({ ...login, deviceId })).body;
  };

  it('are only so many: a new one ends the one that was unused for longest, and that is told', async () => {
    const { organizationId, userId, login } = await api.newPerson();
    const first = await signIn(login, 'first');
    const second = await signIn(login, 'second');
    const third = await signIn(login, 'third');
    api.clock.advance(1_000);
    const { body: firstAgain } = await api.refresh(first.refreshToken);
    const [ending] = (await own(second)).filter(({ current }) => current);

    const fourth = await signIn(login, 'fourth');

    expect(await Promise.all([firstAgain, second, third, fourth].map(me))).toEqual([200, 401, 200, 200]);
    expect((await api.refresh(second.refreshToken)).code).toBe('auth.session-ended');
    expect(await revoked(organizationId)).toEqual([
      {
        name: 'identity:session:revoked',
        payload: { userId, sessionId: ending?.sessionId },
        actorUserId: userId,
      },
    ]);
    expect((await own(fourth)).map(({ deviceId }) => deviceId)).toEqual(['fourth', 'third', 'first']);
  });

  it('are only so many also when many sign in at once, whatever they call their devices', async () => {
    const { organizationId, login } = await api.newPerson();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => api.logIn({ ...login, deviceId: `invented ${index}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await liveSessions(organizationId)).toHaveLength(PER_USER);
    expect(await revoked(organizationId)).toHaveLength(12 - PER_USER);
  });

  it('of colleagues do not count', async () => {
    const { organizationId, login } = await api.newPerson();
    const { body: mine } = await api.logIn(login);
    for (let count = 0; count < 4; count += 1) await api.newColleague(organizationId, ['cashier']);
    expect(await me(mine)).toBe(200);
  });

  it('are listed for themselves as long as they go on, and ended by themselves', async () => {
    const { login } = await api.newPerson();
    const phone = await signIn(login, 'phone');
    const till = await signIn(login, 'till');
    const [here, there] = await own(till);
    expect([here, there]).toMatchObject([
      { deviceId: 'till', current: true },
      { deviceId: 'phone', current: false },
    ]);
    const end = () => api.client(till.accessToken).post(`/auth/sessions/${there?.sessionId}/revoke`);
    expect((await end()).status).toBe(204);
    expect((await end()).status).toBe(204);
    expect(await me(phone)).toBe(401);
    expect(await own(till)).toEqual([here]);
  });

  it('that have expired are not listed', async () => {
    const { login } = await api.newPerson();
    await signIn(login, 'forgotten');
    api.clock.advance(3_601_000);
    const { body } = await api.logIn({ ...login, deviceId: 'new' });
    expect((await own(body)).map(({ deviceId }) => deviceId)).toEqual(['new']);
  });

  it('are not ended by a colleague', async () => {
    const { organizationId, login } = await api.newPerson();
    const { body: mine } = await api.logIn(login);
    const colleague = await api.newColleague(organizationId, ['admin']);
    const [session] = await own(mine);
    const path = `/auth/sessions/${session?.sessionId}/revoke`;
    expect(await api.client(colleague.accessToken).post(path)).toMatchObject({
      status: 404,
      code: 'identity.session-not-found',
    });
    expect(await me(mine)).toBe(200);
  });
});
