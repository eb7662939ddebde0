import type { Principal } from '@business-control/access-token';
import { countSessionSchema } from '@business-control/realtime-contracts';
import { applyDecorators, Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { ApplyCountSession } from './commands/apply-count-session.command.js';
import { CancelCountSession } from './commands/cancel-count-session.command.js';
import { CloseCountSession } from './commands/close-count-session.command.js';
import { OpenCountSession, openCountSessionInput } from './commands/open-count-session.command.js';
import { RecordCount, recordCountInput } from './commands/record-count.command.js';
import { ReopenCountSession } from './commands/reopen-count-session.command.js';
import { countSessionAnswerSchema, GetCountSession } from './queries/get-count-session.query.js';
import {
  countSessionsSchema,
  ListCountSessions,
  listCountSessionsInput,
} from './queries/list-count-sessions.query.js';

const CountSessionId = () => Param('countSessionId', { schema: z.uuid() });

/** Documents a command that answers with the session. */
const AnswersSession = (status: 200 | 201) =>
  applyDecorators(
    HttpCode(status),
    ApiResponse({ status, standardSchema: countSessionSchema }),
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'sent again with the same key, the command has no further effect and gets the same answer',
    }),
  );

/** Physical counts. Every command answers with the session as it is then. */
@ApiTags('inventory')
@Controller('inventory/count-sessions')
export class CountSessionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersSnapshot(countSessionsSchema)
  @RequirePermission('inventory.read')
  list(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listCountSessionsInput }) filter: z.output<typeof listCountSessionsInput>,
  ) {
    return this.queries.execute(new ListCountSessions(organizationId, filter));
  }

  @Get(':countSessionId')
  @AnswersSnapshot(countSessionAnswerSchema)
  @RequirePermission('inventory.read')
  get(@CurrentPrincipal() { organizationId }: Principal, @CountSessionId() countSessionId: string) {
    return this.queries.execute(new GetCountSession(organizationId, countSessionId));
  }

  @Post()
  @AnswersSession(201)
  @RequirePermission('inventory.count')
  open(
    @CurrentCaller() caller: Caller,
    @Body({ schema: openCountSessionInput }) input: z.output<typeof openCountSessionInput>,
  ) {
    return this.commands.execute(new OpenCountSession(caller, input));
  }

  @Put(':countSessionId/counts/:productId')
  @AnswersSession(200)
  @RequirePermission('inventory.count')
  count(
    @CurrentCaller() caller: Caller,
    @CountSessionId() countSessionId: string,
    @Param('productId', { schema: z.uuid() }) productId: string,
    @Body({ schema: recordCountInput }) input: z.output<typeof recordCountInput>,
  ) {
    return this.commands.execute(new RecordCount(caller, { ...input, countSessionId, productId }));
  }

  @Post(':countSessionId/close')
  @AnswersSession(200)
  @RequirePermission('inventory.count')
  close(@CurrentCaller() caller: Caller, @CountSessionId() countSessionId: string) {
    return this.commands.execute(new CloseCountSession(caller, { countSessionId }));
  }

  @Post(':countSessionId/reopen')
  @AnswersSession(200)
  @RequirePermission('inventory.count')
  reopen(@CurrentCaller() caller: Caller, @CountSessionId() countSessionId: string) {
    return this.commands.execute(new ReopenCountSession(caller, { countSessionId }));
  }

  @Post(':countSessionId/apply')
  @AnswersSession(200)
  @RequirePermission('inventory.manage')
  apply(@CurrentCaller() caller: Caller, @CountSessionId() countSessionId: string) {
    return this.commands.execute(new ApplyCountSession(caller, { countSessionId }));
  }

  @Post(':countSessionId/cancel')
  @AnswersSession(200)
  @RequirePermission('inventory.manage')
  cancel(@CurrentCaller() caller: Caller, @CountSessionId() countSessionId: string) {
    return this.commands.execute(new CancelCountSession(caller, { countSessionId }));
  }
}
