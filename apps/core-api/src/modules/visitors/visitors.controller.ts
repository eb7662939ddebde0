import type { Principal } from '@business-control/access-token';
import { Body, Controller, Get, HttpCode, Ip, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import {
  Authenticated,
  OpenToGuests,
  Public,
  RequirePermission,
} from '../../platform/http/access.decorators.js';
import { ErrorsOf } from '../../platform/http/errors-of.decorator.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { BeginVisit, beginVisitInput } from './commands/begin-visit.command.js';
import { LeaveVisit } from './commands/leave-visit.command.js';
import { RenewVisit } from './commands/renew-visit.command.js';
import {
  connectionsSchema,
  ListConnections,
  listConnectionsInput,
} from './queries/list-connections.query.js';
import { visitSchema } from './visitors.answers.js';

@ApiTags('visitors')
@ErrorsOf('chat')
@Controller('visitors')
export class VisitorsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Anybody may ask an organization for help: a token for a help conversation of one's own. */
  @Post('sessions')
  @ApiCreatedResponse({ standardSchema: visitSchema })
  @Public()
  begin(@Body({ schema: beginVisitInput }) input: z.output<typeof beginVisitInput>, @Ip() address: string) {
    return this.commands.execute(new BeginVisit(input, address));
  }

  /** Another token before the current one expires. */
  @Post('sessions/renew')
  @ApiOkResponse({ standardSchema: visitSchema })
  @HttpCode(200)
  @Authenticated()
  @OpenToGuests('alone')
  renew(@CurrentPrincipal() principal: Principal) {
    return this.commands.execute(new RenewVisit(principal));
  }

  /** The visit is over: its conversation is closed, its tokens end. */
  @Post('sessions/leave')
  @ApiNoContentResponse()
  @HttpCode(204)
  @Authenticated()
  @OpenToGuests('alone')
  async leave(@CurrentCaller() caller: Caller) {
    await this.commands.execute(new LeaveVisit(caller, {}));
  }

  @Get('connections')
  @ApiOkResponse({ standardSchema: connectionsSchema })
  @RequirePermission('chat.help.answer')
  connections(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listConnectionsInput }) filter: z.output<typeof listConnectionsInput>,
  ) {
    return this.queries.execute(new ListConnections(organizationId, filter));
  }
}
