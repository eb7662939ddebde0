import type { Principal } from '@business-control/access-token';
import { Body, Controller, Get, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { Authenticated } from '../../platform/http/access.decorators.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { ChangePassword, changePasswordInput } from './commands/change-password.command.js';
import { RevokeSession } from './commands/revoke-session.command.js';
import { ListOwnSessions, ownSessionsSchema } from './queries/list-own-sessions.query.js';

/** What everybody who is signed in does about the own account. */
@ApiTags('auth', 'identity')
@Controller()
export class AccountController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('identity/password')
  @ApiNoContentResponse({ description: 'Changed; every other session of the person has ended' })
  @HttpCode(204)
  @Authenticated()
  async changePassword(
    @CurrentCaller() caller: Caller,
    @Body({ schema: changePasswordInput }) input: z.output<typeof changePasswordInput>,
    @Ip() address: string,
  ): Promise<void> {
    await this.commands.execute(new ChangePassword(caller, input, address));
  }

  @Get('auth/sessions')
  @ApiOkResponse({ standardSchema: ownSessionsSchema })
  @Authenticated()
  sessions(@CurrentPrincipal() principal: Principal) {
    return this.queries.execute(new ListOwnSessions(principal));
  }

  @Post('auth/sessions/:sessionId/revoke')
  @ApiNoContentResponse()
  @HttpCode(204)
  @Authenticated()
  revoke(@CurrentPrincipal() by: Principal, @Param('sessionId', { schema: z.uuid() }) sessionId: string) {
    return this.commands.execute(new RevokeSession(by, sessionId, 'own'));
  }
}
