import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/database.js';
import { People } from '../identity/people.js';
import { ConnectionStates } from '../visitors/connection-states.js';
import type { SalesAgent } from './assign-visitor.js';
import type { Assignment } from './assignment.js';
import { AssignmentRepository } from './assignment.repository.js';
import type { Board } from './settlement.js';
import { VisitRepository } from './visit.repository.js';

/** Reads how things stand in an organization, for whoever has the turn there. */
@Injectable()
export class BoardReader {
  constructor(
    private readonly visits: VisitRepository,
    private readonly assignments: AssignmentRepository,
    private readonly people: People,
    private readonly states: ConnectionStates,
  ) {}

  async read(tx: Transaction, organizationId: string): Promise<Board> {
    const visits = await this.visits.listPresent(tx, organizationId);
    const assignments = await this.assignments.listOpen(tx, organizationId);
    const userIds = [
      ...visits.flatMap(({ visitor, assignee }) => [visitor.userId, ...(assignee ? [assignee.userId] : [])]),
      ...assignments.map(({ salesAgent }) => salesAgent.userId),
    ];
    const standings = await this.states.of(tx, organizationId, [...new Set(userIds)]);
    const agents = await this.readAgents(tx, organizationId, assignments);
    return { visits, assignments, agents, standings };
  }

  async isConnected(tx: Transaction, organizationId: string, userId: string): Promise<boolean> {
    const states = await this.states.of(tx, organizationId, [userId]);
    return states.get(userId)?.state === 'connected';
  }

  /** Those who are connected. */
  private async readAgents(
    tx: Transaction,
    organizationId: string,
    assignments: readonly Assignment[],
  ): Promise<SalesAgent[]> {
    const people = await this.people.inRole(tx, organizationId, 'sales-agent');
    const userIds = people.map(({ userId }) => userId);
    const states = await this.states.of(tx, organizationId, userIds);
    const busyTimes = await this.assignments.busyTimes(tx, organizationId, userIds);
    return people.flatMap(({ userId, displayName }) => {
      const state = states.get(userId);
      if (state?.state !== 'connected') return [];
      const busyAt = busyTimes.get(userId);
      const open = assignments.filter(({ salesAgent }) => salesAgent.userId === userId).length;
      return [
        { userId, displayName, open, idleSince: busyAt && busyAt > state.since ? busyAt : state.since },
      ];
    });
  }
}
