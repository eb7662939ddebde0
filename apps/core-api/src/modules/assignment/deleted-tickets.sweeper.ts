import { Injectable } from '@nestjs/common';
import { NIL } from 'uuid';
import { Database } from '../../platform/database/database.js';
import { eachInTurn } from '../../platform/schedule/each-in-turn.js';
import { HelpTickets } from '../chat/help-tickets.js';
import { OrganizationRepository } from '../identity/organization.repository.js';
import { ConnectionStates } from '../visitors/connection-states.js';
import { VisitRepository } from './visit.repository.js';

const BATCH = 1_000;

/** Deletes the visits, and who looked after them, whose conversation is deleted. One with an assignment that goes on waits for its end. */
@Injectable()
export class DeletedTicketsSweeper {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationRepository,
    private readonly states: ConnectionStates,
    private readonly tickets: HelpTickets,
    private readonly visits: VisitRepository,
  ) {}

  async sweep(ending: AbortSignal): Promise<void> {
    const all = await this.database.transaction((tx) => this.organizations.list(tx));
    await eachInTurn(all, ending, async ({ organizationId }) => {
      let after: string | undefined = NIL;
      while (after !== undefined && !ending.aborted) after = await this.forget(organizationId, after);
    });
  }

  /** Answers from where to go on. The turn is taken: nobody begins an assignment of a visit that goes. */
  private forget(organizationId: string, after: string): Promise<string | undefined> {
    return this.database.transaction(async (tx) => {
      await this.states.takeTurn(tx, organizationId);
      const page = await this.visits.idlePage(tx, organizationId, after, BATCH);
      const missing = await this.tickets.missing(tx, organizationId, page);
      await this.visits.forget(tx, organizationId, missing);
      return page.length === BATCH ? page.at(-1) : undefined;
    });
  }
}
