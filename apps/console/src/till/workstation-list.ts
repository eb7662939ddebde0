import type { RealtimeEvent } from '@business-control/realtime-client';
import type { WorkstationPayload } from '@business-control/realtime-contracts';

export type Workstation = WorkstationPayload;

/** The tills of the organization, by name. */
export interface Workstations {
  readonly items: readonly Workstation[];
}

export function afterWorkstationEvent(tills: Workstations, event: RealtimeEvent): Workstations {
  if (event.name !== 'pos:workstation:updated') return tills;
  const { payload } = event;
  const others = tills.items.filter(({ posId }) => posId !== payload.posId);
  return { items: [...others, payload].sort((a, b) => a.name.localeCompare(b.name)) };
}
