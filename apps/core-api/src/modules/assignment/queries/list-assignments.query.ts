import { assignmentSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { assignmentPayload } from '../assignment.js';
import { AssignmentRepository } from '../assignment.repository.js';
import { VisitRepository } from '../visit.repository.js';

export const listAssignmentsInput = z.object({
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const assignmentsSchema = z.object({
  items: z.array(assignmentSchema).describe('those that have not ended, newest first'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
  waiting: z
    .array(
      assignmentSchema.pick({ ticketId: true, visitor: true }).extend({ waitingSince: z.iso.datetime() }),
    )
    .describe('visitors nobody looks after, who has waited longest first; `limit` of them at most'),
  waitingCount: z.int().nonnegative().describe('how many wait'),
});

export type Assignments = z.infer<typeof assignmentsSchema>;

export class ListAssignments extends Query<Snapshot<Assignments>> {
  constructor(
    readonly organizationId: string,
    readonly page: z.output<typeof listAssignmentsInput>,
  ) {
    super();
  }
}

@QueryHandler(ListAssignments)
export class ListAssignmentsHandler implements IQueryHandler<ListAssignments> {
  constructor(
    private readonly database: Database,
    private readonly assignments: AssignmentRepository,
    private readonly visits: VisitRepository,
  ) {}

  execute({ organizationId, page: { before, limit } }: ListAssignments): Promise<Snapshot<Assignments>> {
    return readSnapshot(this.database, organizationId, async (tx) => {
      const found = await this.assignments.pageOfOpen(tx, organizationId, { before, limit: limit + 1 });
      const items = found.slice(0, limit).map(assignmentPayload);
      const waiting = await this.visits.listWaiting(tx, organizationId, limit);
      return {
        items,
        next: found.length > limit ? (items.at(-1)?.assignmentId ?? null) : null,
        waiting: waiting.map(({ ticketId, visitor, waitingSince }) => {
          return { ticketId, visitor, waitingSince: waitingSince.toISOString() };
        }),
        waitingCount: await this.visits.countWaiting(tx, organizationId),
      };
    });
  }
}
