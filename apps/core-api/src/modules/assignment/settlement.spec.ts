import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SalesAgent } from './assign-visitor.js';
import type { Assignment, Visit } from './assignment.js';
import { type Board, isGone, type Standing, settle } from './settlement.js';

const GRACE_MS = 30_000;
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second));
const now = at(100);
const person = (userId: string) => ({ userId, displayName: userId });
const here: Standing = { state: 'connected', since: at(0) };
const away = (since: number): Standing => ({ state: 'disconnected', since: at(since) });

const visitOf = (name: string, over: Partial<Visit> = {}): Visit => ({
  ticketId: `ticket of ${name}`,
  version: 1,
  visitor: person(name),
  assignee: null,
  status: 'waiting',
  waitingSince: at(0),
  ...over,
});
const assigned = (name: string, agentId: string): [Visit, Assignment] => [
  visitOf(name, { status: 'assigned', assignee: person(agentId) }),
  {
    assignmentId: `${name} to ${agentId}`,
    ticketId: `ticket of ${name}`,
    visitor: person(name),
    salesAgent: person(agentId),
    assignedAt: at(0),
  },
];
const agent = (userId: string, open = 0): SalesAgent => ({ ...person(userId), open, idleSince: at(0) });
const board = (over: Partial<Board>, standings: Record<string, Standing> = {}): Board => ({
  visits: [],
  assignments: [],
  agents: [],
  standings: new Map(Object.entries(standings)),
  ...over,
});
const given = ({ assigned }: ReturnType<typeof settle>) =>
  assigned.map(({ visit, salesAgent }) => `${visit.visitor.userId} to ${salesAgent.userId}`);

describe('whoever waits', () => {
  it('gets the agent who is there, who has waited longest first', () => {
    const visits = [visitOf('first'), visitOf('second')];
    const settled = settle(
      board({ visits, agents: [agent('ada')] }, { first: here, second: here }),
      GRACE_MS,
      now,
    );
    expect(given(settled)).toEqual(['first to ada', 'second to ada']);
  });

  it('goes on waiting while nobody is there', () => {
    const settled = settle(board({ visits: [visitOf('kim')] }, { kim: here }), GRACE_MS, now);
    expect(settled).toEqual({ ended: [], left: [], assigned: [] });
  });

  it('is not assigned while away, and leaves the queue when gone for longer than the grace period', () => {
    const visits = [visitOf('kim')];
    const agents = [agent('ada')];
    const short = settle(board({ visits, agents }, { kim: away(80) }), GRACE_MS, now);
    expect(short).toEqual({ ended: [], left: [], assigned: [] });
    const long = settle(board({ visits, agents }, { kim: away(60) }), GRACE_MS, now);
    expect(long).toEqual({ ended: [], left: visits, assigned: [] });
  });

  it('gets whoever has taken the conversation meanwhile, if they are there', () => {
    const visits = [visitOf('kim', { assignee: person('sam') })];
    const agents = [agent('ada')];
    expect(given(settle(board({ visits, agents }, { kim: here, sam: here }), GRACE_MS, now))).toEqual([
      'kim to sam',
    ]);
    expect(given(settle(board({ visits, agents }, { kim: here, sam: away(0) }), GRACE_MS, now))).toEqual([
      'kim to ada',
    ]);
  });
});

describe('an assignment', () => {
  const [visit, assignment] = assigned('kim', 'ada');

  it('stays while both are there, or away for a moment', () => {
    for (const standings of [
      { kim: here, ada: here },
      { kim: away(80), ada: here },
      { kim: here, ada: away(80) },
    ]) {
      const settled = settle(
        board({ visits: [visit], assignments: [assignment], agents: [agent('bea')] }, standings),
        GRACE_MS,
        now,
      );
      expect(settled).toEqual({ ended: [], left: [], assigned: [] });
    }
  });

  it('ends when the agent is gone, and the visitor gets another', () => {
    const settled = settle(
      board(
        { visits: [visit], assignments: [assignment], agents: [agent('bea')] },
        { kim: here, ada: away(10) },
      ),
      GRACE_MS,
      now,
    );
    expect(settled.ended).toEqual([{ assignment, reason: 'agent-gone' }]);
    expect(given(settled)).toEqual(['kim to bea']);
  });

  it('ends when the visitor is gone, whatever the agent does', () => {
    const settled = settle(
      board({ visits: [visit], assignments: [assignment] }, { kim: away(10), ada: away(10) }),
      GRACE_MS,
      now,
    );
    expect(settled).toEqual({
      ended: [{ assignment, reason: 'visitor-gone' }],
      left: [visit],
      assigned: [],
    });
  });

  it('that ended counts no more for who gets the next visitor', () => {
    const [gone, ofGone] = assigned('lee', 'ada');
    const settled = settle(
      board(
        {
          visits: [gone, visitOf('kim')],
          assignments: [ofGone],
          agents: [agent('ada', 1), { ...agent('bea', 0), idleSince: at(50) }],
        },
        { kim: here, ada: here, bea: here, lee: away(10) },
      ),
      GRACE_MS,
      now,
    );
    expect(given(settled)).toEqual(['kim to ada']);
  });
});

describe('whatever the standing of everybody', () => {
  const names = ['v1', 'v2', 'v3', 'v4'];
  const agentIds = ['a1', 'a2', 'a3'];
  const standing = fc.option(
    fc.record({
      state: fc.constantFrom('connected' as const, 'disconnected' as const),
      since: fc.nat(100).map(at),
    }),
    { nil: undefined },
  );
  const boards = fc
    .record({
      standings: fc.array(standing, { minLength: 7, maxLength: 7 }),
      given: fc.array(fc.option(fc.constantFrom(...agentIds)), { minLength: 4, maxLength: 4 }),
    })
    .map(({ standings, given }): Board => {
      const known = new Map(
        [...names, ...agentIds].flatMap((id, index): [string, Standing][] => {
          const found = standings[index];
          return found ? [[id, found]] : [];
        }),
      );
      const all = names.map((name, index) => {
        const agentId = given[index];
        return agentId ? assigned(name, agentId) : ([visitOf(name), undefined] as const);
      });
      const assignments = all.flatMap(([, assignment]) => assignment ?? []);
      return {
        visits: all.map(([visit]) => visit),
        assignments,
        standings: known,
        agents: agentIds
          .filter((id) => known.get(id)?.state === 'connected')
          .map((id) => agent(id, assignments.filter(({ salesAgent }) => salesAgent.userId === id).length)),
      };
    });

  it('nobody is assigned to who is not connected, or to a visitor who is not', () => {
    fc.assert(
      fc.property(boards, (state) => {
        for (const { visit, salesAgent } of settle(state, GRACE_MS, now).assigned) {
          expect(state.standings.get(salesAgent.userId)?.state).toBe('connected');
          expect(state.standings.get(visit.visitor.userId)?.state).toBe('connected');
        }
      }),
    );
  });

  it('no visitor has two agents, and none is left alone while an agent is there', () => {
    fc.assert(
      fc.property(boards, (state) => {
        const { ended, left, assigned } = settle(state, GRACE_MS, now);
        const over = new Set(ended.map(({ assignment }) => assignment));
        const after = [
          ...state.assignments.filter((each) => !over.has(each)).map(({ ticketId }) => ticketId),
          ...assigned.map(({ visit }) => visit.ticketId),
        ];
        expect(new Set(after).size).toBe(after.length);
        for (const visit of state.visits) {
          const present = state.standings.get(visit.visitor.userId)?.state === 'connected';
          if (present && state.agents.length > 0) expect(after).toContain(visit.ticketId);
          if (present) expect(left).not.toContain(visit);
        }
      }),
    );
  });
});

describe('somebody who is disconnected', () => {
  it('is gone when away for longer than the grace period since they were expected', () => {
    expect(isGone(away(70), at(0), GRACE_MS, now)).toBe(false);
    expect(isGone(away(69), at(0), GRACE_MS, now)).toBe(true);
    expect(isGone(away(0), at(90), GRACE_MS, now)).toBe(false);
    expect(isGone(undefined, at(0), GRACE_MS, now)).toBe(true);
    expect(isGone(undefined, at(90), GRACE_MS, now)).toBe(false);
    expect(isGone(here, at(0), 0, now)).toBe(false);
  });
});
