import type { Principal } from '@business-control/access-token';
import { branchSchema } from '@business-control/realtime-contracts';
import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { branchIdInput } from './branches.inputs.js';
import { AddBranch, addBranchInput } from './commands/add-branch.command.js';
import { RenameBranch, renameBranchInput } from './commands/rename-branch.command.js';
import { branchesSchema, ListBranches } from './queries/list-branches.query.js';

/** The places of an organization. */
@ApiTags('branches')
@Controller('branches')
export class BranchesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersSnapshot(branchesSchema)
  @RequirePermission('branches.read')
  list(@CurrentPrincipal() { organizationId }: Principal) {
    return this.queries.execute(new ListBranches(organizationId));
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: branchSchema })
  @RequirePermission('branches.manage')
  add(
    @CurrentCaller() caller: Caller,
    @Body({ schema: addBranchInput }) input: z.output<typeof addBranchInput>,
  ) {
    return this.commands.execute(new AddBranch(caller, input));
  }

  @Patch(':branchId')
  @ApiOkResponse({ standardSchema: branchSchema })
  @RequirePermission('branches.manage')
  rename(
    @CurrentCaller() caller: Caller,
    @Param('branchId', { schema: branchIdInput }) branchId: string,
    @Body({ schema: renameBranchInput }) input: z.output<typeof renameBranchInput>,
  ) {
    return this.commands.execute(new RenameBranch(caller, { ...input, branchId }));
  }
}
