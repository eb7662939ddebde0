import type { AssignmentEndedPayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assignments, visits } from '../src/modules/assignment/assignment.schema.js';
import type { Assignments } from '../src/modules/assignment/queries/list-assignments.query.js';
import { tickets } from '../src/modules/chat/chat.schema.js';
import { visitorSessions } from '../src/modules/visitors/visitors.schema.js';
import { openVisitorsOffice, type VisitedOrganization, type VisitorsOffice } from './visitors-office.js';

describe('what is left of visits', () => {
  let office: VisitorsOffice;
  let organization: VisitedOrganization;
  beforeAll(async () => {
    office = await openVisitorsOffice({ ASSIGNMENT_GRACE_SECONDS: '600' });
    await office.startInstance();
  });
  beforeEach(async () => {
    organization = await office.openOrganization();
  });
  afterAll(() => office?.close());

  const rows = () =>
    office.database.transaction(async (tx) => {
      const { organizationId } = organization;
      return {
        tickets: await tx.$count(tickets, eq(tickets.organizationId, organizationId)),
        visits: await tx.$count(visits, eq(visits.organizationId, organizationId)),
        assignments: await tx.$count(assignments, eq(assignments.organizationId, organizationId)),
      };
    });
  const expire = async (...visitorIds: string[]) => {
    const expiresAt = new Date(Date.now() - 61_000);
    await office.database.transaction((tx) =>
      tx.update(visitorSessions).set({ expiresAt }).where(inArray(visitorSessions.visitorId, visitorIds)),
    );
    await office.runEverywhere('visitors.end-expired-visits');
  };
  const ended = async () =>
    (await organization.events())
      .filter(({ name }) => name === 'assignment:ended')
      .map(({ payload }) => payload as AssignmentEndedPayload);

  it('is nothing when nobody ever wrote, and the conversation when somebody did', async () => {
    const agent = await organization.someone('sales-agent');
    await organization.connect(agent.userId);
    const [silent, writing] = [await organization.visit(), await organization.visit()];
    await organization.connect(silent.userId);
    await organization.connect(writing.userId);
    await writing.post('/chat/help/messages', { text: 'Hello?' });
    await eventually(async () => expect(await rows()).toEqual({ tickets: 2, visits: 2, assignments: 2 }));

    await expire(silent.userId, writing.userId);
    expect(await rows()).toMatchObject({ tickets: 1 });
    expect(await agent.get(`/chat/help/${silent.ticketId}`)).toMatchObject({ status: 404 });
    expect((await agent.get(`/chat/help/${writing.ticketId}`)).body).toMatchObject({ status: 'closed' });
    await eventually(async () =>
      expect((await ended()).map(({ ticketId }) => ticketId).sort()).toEqual(
        [silent.ticketId, writing.ticketId].sort(),
      ),
    );
    await office.runEverywhere('assignment.forget-visits');
    expect(await rows()).toEqual({ tickets: 1, visits: 1, assignments: 1 });
  });

  it('keeps nobody from being helped when a conversation is deleted before assignment knows', async () => {
    const [gone, next] = [await organization.visit(), await organization.visit()];
    await organization.connect(gone.userId);
    await organization.connect(next.userId);
    const agent = await organization.someone('sales-agent');
    const board = async () => (await agent.get<Assignments>('/assignments')).body;
    await eventually(async () => expect((await board()).waitingCount).toBe(2));
    await office.database.transaction((tx) => tx.delete(tickets).where(eq(tickets.ticketId, gone.ticketId)));
    await organization.connect(agent.userId);
    await eventually(async () =>
      expect((await board()).items.map(({ ticketId }) => ticketId)).toEqual([next.ticketId]),
    );
    await eventually(async () => expect((await board()).waitingCount).toBe(0));
    await office.runEverywhere('assignment.forget-visits');
    expect(await rows()).toEqual({ tickets: 1, visits: 1, assignments: 1 });
  });
});
