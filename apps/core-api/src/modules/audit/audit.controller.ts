import type { Principal } from '@business-control/access-token';
import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import {
  auditEntriesSchema,
  ListAuditEntries,
  listAuditEntriesInput,
} from './queries/list-audit-entries.query.js';

@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(private readonly queries: QueryBus) {}

  @Get('entries')
  @ApiOkResponse({ standardSchema: auditEntriesSchema })
  @RequirePermission('audit.read')
  entries(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listAuditEntriesInput }) filter: z.output<typeof listAuditEntriesInput>,
  ) {
    return this.queries.execute(new ListAuditEntries(organizationId, filter));
  }
}
