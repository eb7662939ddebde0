import { Injectable } from '@nestjs/common';
import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { violatedUnique } from '../../platform/database/violated-unique.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { Branch } from './branch.js';
import { branches } from './branches.schema.js';

const columns = { branchId: branches.branchId, name: branches.name };

@Injectable()
export class BranchRepository {
  async get(tx: Transaction, organizationId: string, branchId: string): Promise<Branch> {
    const [branch] = await tx.select(columns).from(branches).where(byId(organizationId, branchId));
    return mustBeFound(branch, branchId);
  }

  /** The branch as it is once everyone before has committed; it stays as it is until this transaction ends. */
  async lock(tx: Transaction, organizationId: string, branchId: string): Promise<Branch> {
    const found = tx.select(columns).from(branches).where(byId(organizationId, branchId));
    const [branch] = await found.for('update');
    return mustBeFound(branch, branchId);
  }

  /** By name. */
  list(tx: Transaction, organizationId: string): Promise<Branch[]> {
    return tx
      .select(columns)
      .from(branches)
      .where(eq(branches.organizationId, organizationId))
      .orderBy(asc(branches.name));
  }

  async insert(tx: Transaction, organizationId: string, branch: Branch): Promise<void> {
    await unlessTaken(tx.insert(branches).values({ organizationId, ...branch }));
  }

  /** Stores a branch that this transaction has locked. */
  async save(tx: Transaction, organizationId: string, { branchId, name }: Branch): Promise<void> {
    await unlessTaken(tx.update(branches).set({ name }).where(byId(organizationId, branchId)));
  }
}

function byId(organizationId: string, branchId: string) {
  return and(eq(branches.organizationId, organizationId), eq(branches.branchId, branchId));
}

function mustBeFound(branch: Branch | undefined, branchId: string): Branch {
  if (!branch) throw new RuleViolated('branches.branch-not-found', { branchId });
  return branch;
}

async function unlessTaken(statement: PromiseLike<unknown>): Promise<void> {
  try {
    await statement;
  } catch (error) {
    const violated = violatedUnique(error);
    if (violated === 'branches_name') throw new RuleViolated('branches.branch-name-taken');
    if (violated !== undefined) throw new RuleViolated('branches.branch-id-taken');
    throw error;
  }
}
