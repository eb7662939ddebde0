import type { Transaction } from '../../platform/database/database.js';
import { BranchRepository } from '../branches/branch.repository.js';

/** The branch that demo channels and orders name. */
export const MAIN_STREET = 'main-street';

const demoBranches = [
  { branchId: MAIN_STREET, name: 'Main street' },
  { branchId: 'harbour', name: 'Harbour' },
];

export async function seedDemoBranches(tx: Transaction, organizationId: string): Promise<void> {
  const branches = new BranchRepository();
  for (const branch of demoBranches) await branches.insert(tx, organizationId, branch);
}
