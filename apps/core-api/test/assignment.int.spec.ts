import type {
  AssignmentEndedPayload,
  AssignmentPayload,
  TicketPayload,
} from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Assignments } from '../src/modules/assignment/queries/list-assignments.query.js';
import { connectionStates } from '../src/modules/visitors/visitors.schema.js';
import { eventFact } from './reactions-fixture.js';
import { openVisitorsOffice, type VisitedOrganization, type VisitorsOffice } from './visitors-office.js';

const TICKET_QUEUE = 'assignment.follow-ticket-on-ticket-updated';
const JOB = 'assignment.reassign-visitors';

describe('visitors who ask for help', () => {
  let office: VisitorsOffice;
  let organization: VisitedOrganization;
  let support: Awaited<ReturnType<VisitedOrganization['someone']>>;

  beforeAll(async () => {
    office = await openVisitorsOffice({ ASSIGNMENT_GRACE_SECONDS: '1' });
    await office.startInstance();
  });
  beforeEach(async () => {
    organization = await office.openOrganization();
    support = await organization.someone('support');
  });
  afterAll(() => office?.close());

  const list = async () => (await support.get<Assignments>('/assignments')).body;
  /** Who looks after whom, by the ids of visitors. */
  const lookedAfter = async () =>
    Object.fromEntries(
      (await list()).items.map(({ visitor, salesAgent }) => [visitor.userId, salesAgent.userId]),
    );
  const waiting = async () => (await list()).waiting.map(({ visitor }) => visitor.userId);
  const told = async () =>
    (await organization.events())
      .filter(({ name }) => name.startsWith('assignment:'))
      .map(({ name, payload }) => ({
        name,
        ...(payload as AssignmentPayload & Partial<AssignmentEndedPayload>),
      }));
  const ticketOf = async (ticketId: string) =>
    (await support.get<TicketPayload>(`/chat/help/${ticketId}`)).body;
  const connectedVisitor = async () => {
    const visitor = await organization.visit();
    const leave = await organization.connect(visitor.userId);
    return { userId: visitor.userId, ticketId: visitor.ticketId, client: visitor, leave };
  };
  /** Lets somebody connect who is known to be there from then on: what comes next may be handled elsewhere, and earlier. */
  const connected = async (userId: string) => {
    const { organizationId } = organization;
    const leave = await organization.connect(userId);
    const known = and(
      eq(connectionStates.organizationId, organizationId),
      eq(connectionStates.userId, userId),
      eq(connectionStates.state, 'connected'),
    );
    await eventually(async () =>
      expect(await office.database.transaction((tx) => tx.$count(connectionStates, known))).toBe(1),
    );
    return leave;
  };
  const connectedAgent = async () => {
    const { userId } = await organization.someone('sales-agent');
    return { userId, leave: await connected(userId) };
  };

  it('are assigned to the sales agent who is connected, who is told so, and is the assignee', async () => {
    const agent = await connectedAgent();
    const visitor = await connectedVisitor();
    await eventually(async () => expect(await lookedAfter()).toEqual({ [visitor.userId]: agent.userId }));
    expect(await ticketOf(visitor.ticketId)).toMatchObject({
      status: 'assigned',
      assignee: { userId: agent.userId },
    });
    expect(await told()).toMatchObject([
      {
        name: 'assignment:created',
        ticketId: visitor.ticketId,
        visitor: { userId: visitor.userId },
        salesAgent: { userId: agent.userId },
      },
    ]);
  });

  it('wait while none is connected; the first to come is the first to be helped', async () => {
    const first = await connectedVisitor();
    await eventually(async () => expect(await waiting()).toEqual([first.userId]));
    const second = await connectedVisitor();
    await eventually(async () => expect(await waiting()).toEqual([first.userId, second.userId]));
    expect((await list()).waitingCount).toBe(2);
    // Nobody else who is connected sells.
    await connected(support.userId);
    await connected((await organization.someone('cashier')).userId);
    const agent = await connectedAgent();
    await eventually(async () => expect(await waiting()).toEqual([]));
    expect((await told()).map(({ visitor }) => visitor.userId)).toEqual([first.userId, second.userId]);
    expect(await lookedAfter()).toEqual({ [first.userId]: agent.userId, [second.userId]: agent.userId });
  });

  it('are shared out evenly', async () => {
    await Promise.all([connectedAgent(), connectedAgent(), connectedAgent()]);
    await Promise.all(Array.from({ length: 6 }, () => connectedVisitor()));
    await eventually(async () => expect(Object.keys(await lookedAfter())).toHaveLength(6));
    const shares = Object.groupBy(Object.values(await lookedAfter()), (userId) => userId);
    expect(
      Object.values(shares)
        .map((share) => share?.length)
        .sort(),
    ).toEqual([2, 2, 2]);
  });

  it('are given another agent when theirs is gone for longer than the grace period, by two instances once', async () => {
    const agent = await connectedAgent();
    const visitors = await Promise.all([connectedVisitor(), connectedVisitor()]);
    await eventually(async () => expect(Object.keys(await lookedAfter())).toHaveLength(2));
    const colleague = await connectedAgent();
    await agent.leave();
    await eventually(async () => {
      await office.runEverywhere(JOB);
      expect(Object.values(await lookedAfter())).toEqual([colleague.userId, colleague.userId]);
    });
    await office.runEverywhere(JOB);
    const events = await told();
    expect(events.filter(({ name }) => name === 'assignment:ended')).toMatchObject([
      { salesAgent: { userId: agent.userId }, reason: 'agent-gone' },
      { salesAgent: { userId: agent.userId }, reason: 'agent-gone' },
    ]);
    expect(events.filter(({ name }) => name === 'assignment:created')).toHaveLength(4);
    for (const { ticketId } of visitors) {
      expect(await ticketOf(ticketId)).toMatchObject({ assignee: { userId: colleague.userId } });
    }
  });

  it('wait again when no other agent is there, in front of those who came later', async () => {
    const agent = await connectedAgent();
    const visitor = await connectedVisitor();
    await eventually(async () => expect(await lookedAfter()).toEqual({ [visitor.userId]: agent.userId }));
    await agent.leave();
    await eventually(async () => expect(await waiting()).toEqual([visitor.userId]));
    expect(await ticketOf(visitor.ticketId)).toMatchObject({ status: 'open', assignee: null });
    const later = await connectedVisitor();
    await eventually(async () => expect(await waiting()).toEqual([visitor.userId, later.userId]));
  });

  it('are let go when they are gone for longer than the grace period, and assigned again when they come back', async () => {
    const agent = await connectedAgent();
    const visitor = await connectedVisitor();
    await eventually(async () => expect(await lookedAfter()).toEqual({ [visitor.userId]: agent.userId }));
    await visitor.leave();
    await eventually(async () => expect(await lookedAfter()).toEqual({}));
    expect(await waiting()).toEqual([]);
    expect((await told()).at(-1)).toMatchObject({ name: 'assignment:ended', reason: 'visitor-gone' });
    await organization.connect(visitor.userId);
    await eventually(async () => expect(await lookedAfter()).toEqual({ [visitor.userId]: agent.userId }));
  });

  it('are let go when the conversation is closed, by whomever, and assigned again when they write again', async () => {
    const agent = await connectedAgent();
    const visitor = await connectedVisitor();
    await eventually(async () => expect(await lookedAfter()).toEqual({ [visitor.userId]: agent.userId }));
    await support.post(`/chat/help/${visitor.ticketId}/close`);
    await eventually(async () => expect(await lookedAfter()).toEqual({}));
    expect((await told()).at(-1)).toMatchObject({ name: 'assignment:ended', reason: 'closed' });
    await visitor.client.post('/chat/help/messages', { text: 'One more thing' });
    await eventually(async () => expect(await lookedAfter()).toEqual({ [visitor.userId]: agent.userId }));
    await visitor.client.post('/visitors/sessions/leave');
    await eventually(async () => expect(await lookedAfter()).toEqual({}));
    expect((await told()).at(-1)).toMatchObject({ name: 'assignment:ended', reason: 'closed' });
  });

  it('stay with whoever people hand them to', async () => {
    const agent = await connectedAgent();
    const visitor = await connectedVisitor();
    await eventually(async () => expect(await lookedAfter()).toEqual({ [visitor.userId]: agent.userId }));
    await connected(support.userId);
    await support.post(`/chat/help/${visitor.ticketId}/assign`, { userId: support.userId });
    await eventually(async () => expect(await lookedAfter()).toEqual({ [visitor.userId]: support.userId }));
    expect((await told()).slice(1)).toMatchObject([
      { name: 'assignment:ended', salesAgent: { userId: agent.userId }, reason: 'handed-over' },
      { name: 'assignment:created', salesAgent: { userId: support.userId } },
    ]);
    await office.runEverywhere(JOB);
    expect(await lookedAfter()).toEqual({ [visitor.userId]: support.userId });
  });

  it('have whoever the ticket says, when somebody takes it at the moment in which it is assigned', async () => {
    await connected(support.userId);
    const visitors = await Promise.all(Array.from({ length: 6 }, () => connectedVisitor()));
    await eventually(async () => expect(await waiting()).toHaveLength(6));
    const { userId: agentId } = await organization.someone('sales-agent');
    const [, ...taken] = await Promise.all([
      organization.connect(agentId),
      ...visitors.map(({ ticketId }) => support.post(`/chat/help/${ticketId}/take`)),
    ]);
    for (const { status } of taken) expect([200, 409]).toContain(status);
    await eventually(async () => {
      const assignees = await Promise.all(
        visitors.map(async ({ userId, ticketId }) => [userId, (await ticketOf(ticketId)).assignee?.userId]),
      );
      const found = await lookedAfter();
      expect(Object.keys(found)).toHaveLength(6);
      expect(found).toEqual(Object.fromEntries(assignees));
    });
    const events = await told();
    expect(events.filter(({ name }) => name === 'assignment:created')).toHaveLength(
      6 + events.filter(({ name }) => name === 'assignment:ended').length,
    );
  });

  it('are assigned once, whatever comes twice, late or in another order', async () => {
    const agent = await connectedAgent();
    const visitor = await connectedVisitor();
    await eventually(async () => expect(await lookedAfter()).toEqual({ [visitor.userId]: agent.userId }));
    const opened = (await organization.events()).find(
      ({ name, payload }) =>
        name === 'chat:ticket:updated' && (payload as TicketPayload).ticketId === visitor.ticketId,
    );
    if (!opened) throw new Error('the ticket was opened');
    const over = { organizationId: organization.organizationId };
    const late = eventFact('chat:ticket:updated', opened.payload as TicketPayload, over);
    const again = eventFact('chat:ticket:updated', opened.payload as TicketPayload, {
      ...over,
      id: opened.id,
    });
    await office.publish(late, late, again);
    const fence = await connectedVisitor();
    await eventually(async () => expect(Object.keys(await lookedAfter())).toContain(fence.userId));
    expect((await told()).map(({ name }) => name)).toEqual(['assignment:created', 'assignment:created']);
  });

  it('are assigned also after a ticket that nobody can read', async () => {
    const agent = await connectedAgent();
    const visitor = await organization.visit();
    const [opened] = await organization.events();
    const over = { organizationId: organization.organizationId };
    const whole = eventFact('chat:ticket:updated', opened?.payload as TicketPayload, over);
    const body = JSON.parse(Buffer.from(whole.body).toString());
    await office.publish({
      ...whole,
      body: Buffer.from(JSON.stringify({ ...body, payload: { version: 'x' } })),
    });
    await organization.connect(visitor.userId);
    await eventually(async () => expect(await lookedAfter()).toEqual({ [visitor.userId]: agent.userId }));
    await eventually(async () =>
      expect(Object.values(await office.setAside(TICKET_QUEUE))).toEqual([
        expect.stringContaining('invalid-payload'),
      ]),
    );
  });

  it('who connect at once on two instances get one agent each, and one agent gets them all', async () => {
    const visits = await Promise.all(Array.from({ length: 8 }, () => organization.visit()));
    const { userId } = await organization.someone('sales-agent');
    await Promise.all([userId, ...visits.map((visit) => visit.userId)].map((id) => organization.connect(id)));
    await eventually(async () =>
      expect(await lookedAfter()).toEqual(Object.fromEntries(visits.map((visit) => [visit.userId, userId]))),
    );
    const created = await told();
    expect(created).toHaveLength(8);
    expect(new Set(created.map(({ ticketId }) => ticketId)).size).toBe(8);
  });

  it('are seen by whoever answers, of the own organization alone', async () => {
    const agent = await connectedAgent();
    const visitor = await connectedVisitor();
    await eventually(async () => expect(await lookedAfter()).toEqual({ [visitor.userId]: agent.userId }));
    const answer = await support.get<Assignments>('/assignments?limit=1');
    expect(answer.headers.get('x-realtime-cursor')).toMatch(/\.\d+$/);
    expect(answer.body).toMatchObject({ next: null, waiting: [], waitingCount: 0 });
    const cashier = await organization.someone('cashier');
    expect((await cashier.get('/assignments')).code).toBe('auth.permission-missing');
    const stranger = await (await office.openOrganization()).someone('support');
    expect((await stranger.get<Assignments>('/assignments')).body.items).toEqual([]);
  });

  it('are listed in pages', async () => {
    const agent = await connectedAgent();
    await Promise.all(Array.from({ length: 3 }, () => connectedVisitor()));
    await eventually(async () => expect(Object.keys(await lookedAfter())).toHaveLength(3));
    const first = (await support.get<Assignments>('/assignments?limit=2')).body;
    const second = (await support.get<Assignments>(`/assignments?limit=2&before=${first.next}`)).body;
    const all = [...first.items, ...second.items].map(({ assignmentId }) => assignmentId);
    expect(all).toEqual(all.toSorted().reverse());
    expect(new Set(all).size).toBe(3);
    expect(second.next).toBeNull();
    expect(
      [...first.items, ...second.items].every(({ salesAgent }) => salesAgent.userId === agent.userId),
    ).toBe(true);
  });
});
