import type { DomainEvent } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { OrganizationRepository } from '../identity/organization.repository.js';

const nobody = { userId: null, deviceId: null };

type Organization = Awaited<ReturnType<OrganizationRepository['list']>>[number];
type Visit = (tx: Transaction, organization: Organization) => Promise<readonly DomainEvent[]>;

interface RoundOptions {
  /** Ends the round before the next organization. */
  readonly ending?: AbortSignal;
  /** The ids of those it is about; all, when unset. */
  readonly only?: readonly string[];
}

/** Does something that nobody asked for in one organization after the other. */
@Injectable()
export class OrganizationRounds {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Each in a transaction with the events it causes; where one fails, the others have their turn before this throws. */
  async go(work: Visit, { ending, only }: RoundOptions = {}): Promise<void> {
    const all = await this.database.transaction((tx) => this.organizations.list(tx));
    const concerned = only ? all.filter(({ organizationId }) => only.includes(organizationId)) : all;
    const failures: unknown[] = [];
    for (const organization of concerned) {
      if (ending?.aborted) break;
      await this.visit(organization, work).catch((error) => failures.push(error));
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} organizations had no turn`);
  }

  private visit(organization: Organization, work: Visit): Promise<void> {
    return this.database.transaction(async (tx) => {
      const events = await work(tx, organization);
      await this.outbox.append(tx, organization.organizationId, nobody, events);
    });
  }
}
