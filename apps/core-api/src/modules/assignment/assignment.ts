import type { AssignmentEndedPayload, AssignmentPayload } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';

/** The conversation of a visitor: `away` while its visitor is, `closed` until it is opened again. */
export interface Visit {
  readonly ticketId: string;
  readonly version: number;
  readonly visitor: Person;
  /** To whom the ticket is given. */
  readonly assignee: Person | null;
  readonly status: 'away' | 'waiting' | 'assigned' | 'closed';
  /** Since the visitor last came; it stays while the visitor does. */
  readonly waitingSince: Date;
}

/** A visitor whom somebody looks after. */
export interface Assignment {
  readonly assignmentId: string;
  readonly ticketId: string;
  readonly visitor: Person;
  readonly salesAgent: Person;
  readonly assignedAt: Date;
}

export type EndReason = AssignmentEndedPayload['reason'];

export function assignmentPayload({ assignedAt, ...assignment }: Assignment): AssignmentPayload {
  return { ...assignment, assignedAt: assignedAt.toISOString() };
}
