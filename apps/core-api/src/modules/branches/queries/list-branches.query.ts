import { branchSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { BranchRepository } from '../branch.repository.js';

export const branchesSchema = z.object({ items: z.array(branchSchema).describe('by name') });

export type Branches = z.infer<typeof branchesSchema>;

export class ListBranches extends Query<Snapshot<Branches>> {
  constructor(readonly organizationId: string) {
    super();
  }
}

@QueryHandler(ListBranches)
export class ListBranchesHandler implements IQueryHandler<ListBranches> {
  constructor(
    private readonly database: Database,
    private readonly branches: BranchRepository,
  ) {}

  execute({ organizationId }: ListBranches): Promise<Snapshot<Branches>> {
    return readSnapshot(this.database, organizationId, async (tx) => ({
      items: await this.branches.list(tx, organizationId),
    }));
  }
}
