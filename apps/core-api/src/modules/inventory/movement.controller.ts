import type { Principal } from '@business-control/access-token';
import { movementSchema } from '@business-control/realtime-contracts';
import { applyDecorators, Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { ApplyMovement } from './commands/apply-movement.command.js';
import { ChangeDraft, changeDraftInput } from './commands/change-draft.command.js';
import { DraftMovement, draftMovementInput } from './commands/draft-movement.command.js';
import { ReverseMovement } from './commands/reverse-movement.command.js';
import { GetMovement } from './queries/get-movement.query.js';
import { ListMovements, listMovementsInput, movementsSchema } from './queries/list-movements.query.js';

const MovementId = () => Param('movementId', { schema: z.uuid() });

/** Documents a command that answers with the movement. */
const AnswersMovement = (status: 200 | 201) =>
  applyDecorators(
    HttpCode(status),
    ApiResponse({ status, standardSchema: movementSchema }),
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'sent again with the same key, the command has no further effect and gets the same answer',
    }),
  );

/** Stock that comes, goes, changes its warehouse or is put right. Every command answers with the movement as it is then. */
@ApiTags('inventory')
@Controller('inventory/movements')
export class MovementController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersSnapshot(movementsSchema)
  @RequirePermission('inventory.read')
  list(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listMovementsInput }) filter: z.output<typeof listMovementsInput>,
  ) {
    return this.queries.execute(new ListMovements(organizationId, filter));
  }

  @Get(':movementId')
  @AnswersSnapshot(movementSchema)
  @RequirePermission('inventory.read')
  get(@CurrentPrincipal() { organizationId }: Principal, @MovementId() movementId: string) {
    return this.queries.execute(new GetMovement(organizationId, movementId));
  }

  @Post()
  @AnswersMovement(201)
  @RequirePermission('inventory.manage')
  draft(
    @CurrentCaller() caller: Caller,
    @Body({ schema: draftMovementInput }) input: z.output<typeof draftMovementInput>,
  ) {
    return this.commands.execute(new DraftMovement(caller, input));
  }

  @Patch(':movementId')
  @AnswersMovement(200)
  @RequirePermission('inventory.manage')
  change(
    @CurrentCaller() caller: Caller,
    @MovementId() movementId: string,
    @Body({ schema: changeDraftInput }) input: z.output<typeof changeDraftInput>,
  ) {
    return this.commands.execute(new ChangeDraft(caller, { ...input, movementId }));
  }

  @Post(':movementId/apply')
  @AnswersMovement(200)
  @RequirePermission('inventory.manage')
  apply(@CurrentCaller() caller: Caller, @MovementId() movementId: string) {
    return this.commands.execute(new ApplyMovement(caller, { movementId }));
  }

  @Post(':movementId/reverse')
  @AnswersMovement(200)
  @RequirePermission('inventory.manage')
  reverse(@CurrentCaller() caller: Caller, @MovementId() movementId: string) {
    return this.commands.execute(new ReverseMovement(caller, { movementId }));
  }
}
