import { AccessTokenVerifier } from '@business-control/access-token';
import type { HelpMessagePayload, TicketPayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tickets } from '../src/modules/chat/chat.schema.js';
import type { Visit } from '../src/modules/visitors/visitors.answers.js';
import { visitorSessions } from '../src/modules/visitors/visitors.schema.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { SECRET } from './core-api-fixture.js';
import { ApiClient } from './pos-client.js';
import { openVisitorsOffice, type VisitedOrganization, type VisitorsOffice } from './visitors-office.js';

const verifier = new AccessTokenVerifier({
  secret: SECRET,
  issuer: 'business-control',
  audience: 'business-control',
  algorithms: ['HS256'],
});

let office: VisitorsOffice;
beforeAll(async () => {
  office = await openVisitorsOffice();
});
afterAll(() => office?.close());

describe('a visit', () => {
  let organization: VisitedOrganization;
  beforeAll(async () => {
    organization = await office.openOrganization();
  });

  const begin = (body: object, headers = office.anywhere()) =>
    office.clientOf().post<Visit>('/visitors/sessions', body, headers);

  it('begins with a token for the own help conversation and nothing else', async () => {
    const answer = await begin({ organization: organization.slug, displayName: ' Pat ', subject: 'Size 42' });
    expect(answer.status).toBe(201);
    const { token, expiresIn, visitorId, ticketId } = answer.body;
    expect(expiresIn).toBe(900);
    expect(await verifier.verify(token)).toMatchObject({
      userId: visitorId,
      organizationId: organization.organizationId,
      displayName: 'Pat',
      roles: ['visitor'],
      permissions: ['chat.help'],
      deviceId: null,
    });
    expect(visitorId).toMatch(/^visitor:[0-9a-f-]{36}$/);
    const ticket = await office.clientOf(token).get<TicketPayload>(`/chat/help/${ticketId}`);
    expect(ticket.body).toMatchObject({
      subject: 'Size 42',
      requester: { userId: visitorId, displayName: 'Pat', kind: 'visitor' },
    });
    const entries = await office.database.transaction((tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.userId, visitorId)),
    );
    expect(entries).toMatchObject([{ type: 'visit.begun', details: { ticketId } }]);
  });

  it('needs an organization, and text that is text', async () => {
    expect(await begin({ organization: 'no-such-shop' })).toMatchObject({
      status: 404,
      code: 'visitors.organization-not-found',
    });
    for (const displayName of ['', 'x'.repeat(81), 'two\nlines', 'nul\u0000']) {
      expect(await begin({ organization: organization.slug, displayName })).toMatchObject({
        status: 400,
        code: 'request.invalid',
      });
    }
    expect((await begin({ organization: 'nul\u0000' })).status).toBe(400);
  });

  it('begins only so often from one network, whatever addresses there are in it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 31 }, (_, host) =>
        begin({ organization: 'no-such-shop' }, { 'x-forwarded-for': `2001:db8:0:beef::${host + 1}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(30);
    expect(answers.filter(({ code }) => code === 'request.too-many')).toHaveLength(1);
    expect((await begin({ organization: organization.slug })).status).toBe(201);
  });

  it('goes on with another token of the same visitor', async () => {
    const visitor = await organization.visit();
    const { body } = await visitor.post<Visit>('/visitors/sessions/renew');
    expect(body).toMatchObject({ visitorId: visitor.userId, ticketId: visitor.ticketId, expiresIn: 900 });
    const [first, second] = await Promise.all([verifier.verify(visitor.bearer), verifier.verify(body.token)]);
    expect({ ...second, expiresAt: 0 }).toEqual({ ...first, expiresAt: 0 });
    const renewed = office.clientOf(body.token);
    expect((await renewed.get(`/chat/help/${visitor.ticketId}`)).status).toBe(200);
  });

  it('is of nobody else: whoever has an account has no visit to renew or leave', async () => {
    const support = await organization.someone('support');
    for (const act of ['renew', 'leave']) {
      expect(await support.post(`/visitors/sessions/${act}`)).toMatchObject({
        status: 403,
        code: 'visitors.not-a-visitor',
      });
    }
  });

  it('ends when the visitor leaves: the conversation is closed, the token counts no more', async () => {
    const visitor = await organization.visit();
    expect((await visitor.post('/visitors/sessions/leave')).status).toBe(204);
    for (const path of [`/chat/help/${visitor.ticketId}`, '/realtime/position']) {
      expect(await visitor.get(path)).toMatchObject({ status: 401, code: 'visitors.session-ended' });
    }
    expect(await visitor.post('/visitors/sessions/renew')).toMatchObject({ status: 401 });
    const told = (await organization.events()).slice(-2);
    expect(told).toMatchObject([
      { name: 'chat:ticket:updated', payload: { ticketId: visitor.ticketId, status: 'closed' } },
      { name: 'identity:session:revoked', payload: { userId: visitor.userId } },
    ]);
  });

  it('ends by itself when the last token has expired, on two instances once', async () => {
    await office.startInstance();
    const visitor = await organization.visit();
    const staying = await organization.visit();
    await office.database.transaction((tx) =>
      tx
        .update(visitorSessions)
        .set({ expiresAt: new Date(Date.now() - 61_000) })
        .where(eq(visitorSessions.visitorId, visitor.userId)),
    );
    await office.runEverywhere('visitors.end-expired-visits');
    const closed = (await organization.events()).filter(
      ({ payload }) => (payload as TicketPayload).ticketId === visitor.ticketId,
    );
    expect(closed.map(({ payload }) => (payload as TicketPayload).status)).toEqual(['open', 'closed']);
    expect(await visitor.get('/realtime/position')).toMatchObject({ status: 401 });
    expect((await staying.get('/realtime/position')).status).toBe(200);
  });

  it('leaves no open conversation behind, also when a message was under way while the visitor left', async () => {
    const visitor = await organization.visit();
    const ticket = async () =>
      (
        await office.database.read((reader) =>
          reader.select().from(tickets).where(eq(tickets.ticketId, visitor.ticketId)),
        )
      )[0];
    const sender = JSON.stringify(['chat', organization.organizationId, visitor.userId]);
    let sent: ReturnType<typeof visitor.post> | undefined;
    await office.database.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${sender}, 0))`);
      sent = visitor.post('/chat/help/messages', { text: 'One more thing' });
      await eventually(async () => {
        const { rows } = await office.database.transaction((other) =>
          other.execute(sql`select 1 from pg_locks where locktype = 'advisory' and not granted
            and database = (select oid from pg_database where datname = current_database())
            and objsubid = 1 and (classid::bigint << 32) | objid::bigint = hashtextextended(${sender}, 0)`),
        );
        expect(rows).toHaveLength(1);
      });
      expect((await visitor.post('/visitors/sessions/leave')).status).toBe(204);
    });
    expect((await sent)?.status).toBe(201);
    expect((await ticket())?.status).toBe('open');

    await office.database.transaction((tx) =>
      tx
        .update(visitorSessions)
        .set({ expiresAt: new Date(Date.now() - 61_000) })
        .where(eq(visitorSessions.visitorId, visitor.userId)),
    );
    await office.runEverywhere('visitors.end-expired-visits');
    expect((await ticket())?.status).toBe('closed');
  });
});

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { 'x-access'?: { kind: string } }>>>>;
}

describe('the token of a visitor', () => {
  let organization: VisitedOrganization;
  let visitor: Awaited<ReturnType<VisitedOrganization['visit']>>;
  beforeAll(async () => {
    organization = await office.openOrganization();
    visitor = await organization.visit();
  });

  /** Whatever a visitor may ask for with it. */
  const open = [
    'get /chat/help/{ticketId}',
    'get /chat/help/{ticketId}/messages',
    'get /realtime/position',
    'get /realtime/rooms/{room}/membership',
    'post /chat/help/messages',
    'post /chat/help/{ticketId}/read',
    'post /visitors/sessions/leave',
    'post /visitors/sessions/renew',
  ];

  it('opens no route of the whole application but those of the own conversation', async () => {
    const { body } = await visitor.get<OpenApi>('/docs-json');
    const routes = Object.entries(body.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([, operation]) => operation['x-access']?.kind !== 'public')
        .map(([method]) => ({ method, path })),
    );
    expect(routes.length).toBeGreaterThan(60);
    const answered: string[] = [];
    for (const { method, path } of routes) {
      const concrete = path.replace(/\{[^}]+\}/g, visitor.ticketId);
      // Leaving ends the visit; that it is open to visitors is tested above.
      if (path === '/visitors/sessions/leave') answered.push(`${method} ${path}`);
      else {
        const body = method === 'get' ? undefined : {};
        const { status, code } = await visitor.call(method.toUpperCase(), concrete, body);
        if (status === 403 && code === 'visitors.forbidden') continue;
        answered.push(`${method} ${path}`);
      }
    }
    expect(answered.sort()).toEqual(open);
  });

  it('opens the own conversation and no other', async () => {
    const other = await organization.visit();
    const support = await organization.someone('support');
    const sent = await visitor.post<HelpMessagePayload>('/chat/help/messages', { text: 'Hello?' });
    expect(sent.body).toMatchObject({ ticketId: visitor.ticketId, from: { userId: visitor.userId } });
    const membership = (ticketId: string) =>
      visitor.get(`/realtime/rooms/${encodeURIComponent(`chat:ticket:${ticketId}`)}/membership`);
    expect((await membership(visitor.ticketId)).status).toBe(200);
    expect((await membership(other.ticketId)).status).toBe(403);
    for (const path of [`/chat/help/${other.ticketId}`, `/chat/help/${other.ticketId}/messages`]) {
      expect((await visitor.get(path)).status).toBe(403);
    }
    for (const [path, body] of [
      ['/chat/help/messages', { ticketId: other.ticketId, text: 'Hello?' }],
      [`/chat/help/${other.ticketId}/read`, {}],
    ] as const) {
      expect((await visitor.post(path, body)).status).toBe(403);
    }
    const { body } = await support.get<{ items: TicketPayload[] }>('/chat/help');
    expect(body.items.map(({ ticketId }) => ticketId).sort()).toEqual(
      [visitor.ticketId, other.ticketId].sort(),
    );
  });

  it('opens nothing in another organization', async () => {
    const elsewhere = await office.openOrganization();
    const there = await elsewhere.visit();
    expect(await visitor.get(`/chat/help/${there.ticketId}`)).toMatchObject({
      status: 404,
      code: 'chat.ticket-not-found',
    });
  });

  it('is none where tokens come from another issuer', async () => {
    const foreign = await office.startCoreApi({ JWT_SECRET: '', FIREBASE_PROJECT_ID: 'somewhere-else' });
    await foreign.listen(0, '127.0.0.1');
    const client = new ApiClient(await foreign.getUrl());
    expect(await client.post('/visitors/sessions', { organization: organization.slug })).toMatchObject({
      status: 404,
      code: 'visitors.unavailable',
    });
  });

  it('outlives no visit, even where nobody has heard of its end', async () => {
    const left = await organization.visit();
    await office.database.transaction((tx) =>
      tx.delete(visitorSessions).where(eq(visitorSessions.visitorId, left.userId)),
    );
    expect(await left.get(`/chat/help/${left.ticketId}`)).toMatchObject({
      status: 401,
      code: 'visitors.session-ended',
    });
  });
});
