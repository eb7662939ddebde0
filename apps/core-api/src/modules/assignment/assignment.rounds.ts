import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { eachInTurn } from '../../platform/schedule/each-in-turn.js';
import { ConnectionStates } from '../visitors/connection-states.js';
import { AssignmentSettler } from './assignment.settler.js';
import { VisitRepository } from './visit.repository.js';

const nobody = { userId: null, deviceId: null };

/** Looks after every organization in which anybody waits or is looked after. */
@Injectable()
export class AssignmentRounds {
  constructor(
    private readonly database: Database,
    private readonly visits: VisitRepository,
    private readonly states: ConnectionStates,
    private readonly settler: AssignmentSettler,
    private readonly outbox: Outbox,
  ) {}

  async make(ending: AbortSignal): Promise<void> {
    const organizationIds = await this.database.read((reader) => this.visits.listOrganizations(reader));
    await eachInTurn(organizationIds, ending, (organizationId) =>
      this.database.transaction(async (tx) => {
        await this.states.takeTurn(tx, organizationId);
        const events = await this.settler.settle(tx, organizationId);
        await this.outbox.append(tx, organizationId, nobody, events);
      }),
    );
  }
}
