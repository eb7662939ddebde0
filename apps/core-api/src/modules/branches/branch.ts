import { type BranchPayload, type DomainEvent, event } from '@business-control/realtime-contracts';

export type Branch = BranchPayload;

/** What a decision about a branch comes to; without a change there are no events. */
export interface BranchDecision {
  readonly branch: Branch;
  readonly events: readonly DomainEvent[];
}

export function addBranch(branch: Branch): BranchDecision {
  return { branch, events: [event('branch:updated', branch)] };
}

export function renameBranch(branch: Branch, name: string): BranchDecision {
  if (branch.name === name) return { branch, events: [] };
  const renamed = { ...branch, name };
  return { branch: renamed, events: [event('branch:updated', renamed)] };
}
