import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { eachInTurn } from '../../platform/schedule/each-in-turn.js';
import { ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { FiguresPublisher } from './figures.publisher.js';
import { InventoryReadModel } from './inventory.read-model.js';

const actor = { userId: null, deviceId: null };

const PAGE = 100;

/**
 * When a day begins in an organization, or it calls other batches expiring than before, its key figures of the stock tell, though no fact
 * says so: within ten minutes.
 */
@Injectable()
export class RefreshInventoryKpis implements OnModuleInit {
  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly database: Database,
    private readonly inventory: InventoryReadModel,
    private readonly publisher: FiguresPublisher,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    const run = (ending: AbortSignal) => this.refreshAll(ending);
    this.jobs.add({ name: 'dashboards.refresh-inventory-kpis', everyMs: 600_000, run });
  }

  private async refreshAll(ending: AbortSignal): Promise<void> {
    const known: string[] = [];
    let page: string[] = [];
    do {
      const after = page.at(-1) ?? '';
      page = await this.database.transaction((tx) => this.inventory.known(tx, { after, limit: PAGE }));
      known.push(...page);
    } while (page.length === PAGE);
    await eachInTurn(known, ending, (organizationId) => this.refresh(organizationId));
  }

  private async refresh(organizationId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const events = await this.publisher.changeInventory(tx, organizationId, () =>
        this.inventory.moveOn(tx, organizationId),
      );
      await this.outbox.append(tx, organizationId, actor, events);
    });
  }
}
