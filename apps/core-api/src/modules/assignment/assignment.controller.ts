import type { Principal } from '@business-control/access-token';
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import {
  assignmentsSchema,
  ListAssignments,
  listAssignmentsInput,
} from './queries/list-assignments.query.js';

@ApiTags('assignment')
@Controller('assignments')
export class AssignmentController {
  constructor(private readonly queries: QueryBus) {}

  /** Who looks after which visitor, and who waits. */
  @Get()
  @AnswersSnapshot(assignmentsSchema)
  @RequirePermission('chat.help.answer')
  list(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listAssignmentsInput }) page: z.output<typeof listAssignmentsInput>,
  ) {
    return this.queries.execute(new ListAssignments(organizationId, page));
  }
}
