import { type DomainEvent, event, type WorkstationPayload } from '@business-control/realtime-contracts';

export type Workstation = WorkstationPayload;

/** What a decision about a till comes to; without a change there are no events. */
export interface WorkstationDecision {
  readonly workstation: Workstation;
  readonly events: readonly DomainEvent[];
}

export function setUpWorkstation(workstation: Workstation): WorkstationDecision {
  return { workstation, events: [event('pos:workstation:updated', workstation)] };
}

export function renameWorkstation(workstation: Workstation, name: string): WorkstationDecision {
  if (workstation.name === name) return { workstation, events: [] };
  const renamed = { ...workstation, name };
  return { workstation: renamed, events: [event('pos:workstation:updated', renamed)] };
}
