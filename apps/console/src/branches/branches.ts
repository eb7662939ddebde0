import type { RealtimeEvent } from '@business-control/realtime-client';
import type { BranchPayload } from '@business-control/realtime-contracts';

/** The branches of the organization, by name. */
export interface Branches {
  readonly items: readonly BranchPayload[];
}

export function afterBranchEvent(branches: Branches, event: RealtimeEvent): Branches {
  if (event.name !== 'branch:updated') return branches;
  const { payload } = event;
  const others = branches.items.filter(({ branchId }) => branchId !== payload.branchId);
  return { items: [...others, payload].sort((a, b) => a.name.localeCompare(b.name)) };
}

/** What people call a branch; its id where it is none of those there are. */
export function branchNameOf({ items }: Branches, id: string): string {
  return items.find(({ branchId }) => branchId === id)?.name ?? id;
}
