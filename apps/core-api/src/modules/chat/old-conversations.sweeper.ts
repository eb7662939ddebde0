import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { eachInTurn } from '../../platform/schedule/each-in-turn.js';
import { inBatches } from '../../platform/schedule/in-batches.js';
import { OrganizationRepository } from '../identity/organization.repository.js';
import { RetentionRepository } from './retention.repository.js';

/** Deletes old messages and tickets, of one organization after the other. */
@Injectable()
export class OldConversationsSweeper {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationRepository,
    private readonly retention: RetentionRepository,
  ) {}

  /** Messages first, so that little hangs on the tickets that go. */
  async sweep(before: Date, ending: AbortSignal): Promise<void> {
    const all = await this.database.transaction((tx) => this.organizations.list(tx));
    await eachInTurn(all, ending, async ({ organizationId }) => {
      await inBatches(this.database, ending, (tx, limit) =>
        this.retention.forgetMessages(tx, organizationId, before, limit),
      );
      await inBatches(this.database, ending, (tx, limit) =>
        this.retention.forgetTickets(tx, organizationId, before, limit),
      );
    });
  }
}
