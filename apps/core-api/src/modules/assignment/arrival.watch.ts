import type { DomainEvent } from '@business-control/realtime-contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import type { Transaction } from '../../platform/database/database.js';
import { People } from '../identity/people.js';
import { ConnectionStates } from '../visitors/connection-states.js';
import { AssignmentSettler } from './assignment.settler.js';
import { VisitRepository } from './visit.repository.js';

/** When a visitor or a sales agent connects, whoever waits may be assigned. Who goes is missed only after a while, by the job. */
@Injectable()
export class ArrivalWatch implements OnModuleInit {
  constructor(
    private readonly states: ConnectionStates,
    private readonly people: People,
    private readonly visits: VisitRepository,
    private readonly settler: AssignmentSettler,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.states.observe((tx, organizationId, changed) => {
      const arrived = changed.filter(({ state }) => state === 'connected').map(({ userId }) => userId);
      return this.arrived(tx, organizationId, arrived);
    });
  }

  private async arrived(
    tx: Transaction,
    organizationId: string,
    userIds: readonly string[],
  ): Promise<readonly DomainEvent[]> {
    const back = await this.visits.comeBack(tx, organizationId, userIds, this.clock.now());
    if (!back && !(await this.anyAgent(tx, organizationId, userIds))) return [];
    return this.settler.settle(tx, organizationId);
  }

  private async anyAgent(
    tx: Transaction,
    organizationId: string,
    userIds: readonly string[],
  ): Promise<boolean> {
    for (const userId of userIds) {
      const person = await this.people.find(tx, organizationId, userId);
      if (person?.roles.includes('sales-agent')) return true;
    }
    return false;
  }
}
