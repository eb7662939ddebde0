import type { Person } from '../../platform/commands/person.js';
import { assignVisitors, type SalesAgent } from './assign-visitor.js';
import type { Assignment, EndReason, Visit } from './assignment.js';

/** Whether somebody is connected, and since when. */
export interface Standing {
  readonly state: 'connected' | 'disconnected';
  readonly since: Date;
}

/** How things stand in an organization. */
export interface Board {
  /** Those that wait or are assigned, who has waited longest first. */
  readonly visits: readonly Visit[];
  /** Those that have not ended. */
  readonly assignments: readonly Assignment[];
  /** Sales agents who are connected. */
  readonly agents: readonly SalesAgent[];
  /** Of visitors and of those to whom their tickets are given, by user; who has never been connected is not in it. */
  readonly standings: ReadonlyMap<string, Standing>;
}

/** What is to be done so that everybody who can be looked after is. */
export interface Settlement {
  readonly ended: readonly { readonly assignment: Assignment; readonly reason: EndReason }[];
  /** Visits whose visitor is gone. */
  readonly left: readonly Visit[];
  readonly assigned: readonly { readonly visit: Visit; readonly salesAgent: Person }[];
}

/**
 * An assignment ends when one of the two has been gone for longer than the grace period. A visitor whose agent is gone waits again, in the
 * old place of the queue. Who waits and is connected gets whoever has taken the conversation meanwhile, else the next agent, as soon as
 * there is one.
 */
export function settle(board: Board, graceMs: number, now: Date): Settlement {
  const { standings, visits, assignments } = board;
  const connected = (userId: string) => standings.get(userId)?.state === 'connected';
  const gone = (userId: string, expectedSince: Date) =>
    isGone(standings.get(userId), expectedSince, graceMs, now);
  const left = visits.filter(({ visitor, waitingSince }) => gone(visitor.userId, waitingSince));
  const away = new Set(left.map(({ ticketId }) => ticketId));
  const ended = assignments.flatMap((assignment): Settlement['ended'] => {
    if (away.has(assignment.ticketId)) return [{ assignment, reason: 'visitor-gone' }];
    const { salesAgent, assignedAt } = assignment;
    return gone(salesAgent.userId, assignedAt) ? [{ assignment, reason: 'agent-gone' }] : [];
  });
  const over = new Set(ended.map(({ assignment }) => assignment.ticketId));
  const waiting = visits.filter(
    ({ ticketId, status, visitor }) =>
      (status === 'waiting' || over.has(ticketId)) && !away.has(ticketId) && connected(visitor.userId),
  );
  const taken = waiting.flatMap((visit) =>
    visit.assignee && connected(visit.assignee.userId) ? [{ visit, salesAgent: visit.assignee }] : [],
  );
  const others = waiting.filter((visit) => !taken.some((each) => each.visit === visit));
  const agents = board.agents.map((agent) => ({
    ...agent,
    open:
      agent.open -
      ended.filter(({ assignment }) => assignment.salesAgent.userId === agent.userId).length +
      taken.filter(({ salesAgent }) => salesAgent.userId === agent.userId).length,
  }));
  return { ended, left, assigned: [...taken, ...assignVisitors(others, agents, now)] };
}

/**
 * Whether somebody has been away for longer than the grace period since they were expected to be there. Who took a conversation over
 * HTTP need not be connected at once.
 */
export function isGone(
  standing: Standing | undefined,
  expectedSince: Date,
  graceMs: number,
  now: Date,
): boolean {
  if (standing?.state === 'connected') return false;
  const awaySince = Math.max(standing?.since.getTime() ?? 0, expectedSince.getTime());
  return now.getTime() - awaySince > graceMs;
}
