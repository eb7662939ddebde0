import type { Principal } from '@business-control/access-token';
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { ChangeRoles, changeRolesInput } from './commands/change-roles.command.js';
import { CreateUser, createUserInput } from './commands/create-user.command.js';
import { DisableUser } from './commands/disable-user.command.js';
import { EnableUser } from './commands/enable-user.command.js';
import { ResetPassword, resetPasswordInput } from './commands/reset-password.command.js';
import { RevokeSession } from './commands/revoke-session.command.js';
import { peopleSchema, personSchema } from './identity.answers.js';
import { ListSessions, sessionsSchema } from './queries/list-sessions.query.js';
import { ListUsers, listUsersInput } from './queries/list-users.query.js';

const UserId = () => Param('userId', { schema: z.uuid() });

/** Who may do what in an organization, and who is signed in: for its administrators. */
@ApiTags('identity')
@Controller('identity')
export class IdentityController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('users')
  @ApiOkResponse({ standardSchema: peopleSchema })
  @RequirePermission('identity.read')
  users(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listUsersInput }) page: z.output<typeof listUsersInput>,
  ) {
    return this.queries.execute(new ListUsers(organizationId, page));
  }

  @Post('users')
  @ApiCreatedResponse({ standardSchema: personSchema })
  @RequirePermission('identity.manage')
  createUser(
    @CurrentCaller() caller: Caller,
    @Body({ schema: createUserInput }) { password, ...user }: z.output<typeof createUserInput>,
  ) {
    return this.commands.execute(new CreateUser(caller, user, password));
  }

  @Get('users/:userId/sessions')
  @ApiOkResponse({ standardSchema: sessionsSchema })
  @RequirePermission('identity.read')
  sessions(@CurrentPrincipal() { organizationId }: Principal, @UserId() userId: string) {
    return this.queries.execute(new ListSessions(organizationId, userId));
  }

  @Post('users/:userId/disable')
  @ApiOkResponse({ standardSchema: personSchema })
  @HttpCode(200)
  @RequirePermission('identity.manage')
  disable(@CurrentPrincipal() by: Principal, @UserId() userId: string) {
    return this.commands.execute(new DisableUser(by, userId));
  }

  @Post('users/:userId/enable')
  @ApiOkResponse({ standardSchema: personSchema })
  @HttpCode(200)
  @RequirePermission('identity.manage')
  enable(@CurrentPrincipal() by: Principal, @UserId() userId: string) {
    return this.commands.execute(new EnableUser(by, userId));
  }

  @Put('users/:userId/roles')
  @ApiOkResponse({ standardSchema: personSchema })
  @RequirePermission('identity.manage')
  changeRoles(
    @CurrentPrincipal() by: Principal,
    @UserId() userId: string,
    @Body({ schema: changeRolesInput }) { roles }: z.output<typeof changeRolesInput>,
  ) {
    return this.commands.execute(new ChangeRoles(by, userId, roles));
  }

  @Post('users/:userId/password')
  @ApiNoContentResponse({ description: 'Set; every session of the user has ended' })
  @HttpCode(204)
  @RequirePermission('identity.manage')
  async resetPassword(
    @CurrentCaller() caller: Caller,
    @UserId() userId: string,
    @Body({ schema: resetPasswordInput }) { password }: z.output<typeof resetPasswordInput>,
  ): Promise<void> {
    await this.commands.execute(new ResetPassword(caller, userId, password));
  }

  @Post('sessions/:sessionId/revoke')
  @ApiNoContentResponse()
  @HttpCode(204)
  @RequirePermission('identity.manage')
  revoke(@CurrentPrincipal() by: Principal, @Param('sessionId', { schema: z.uuid() }) sessionId: string) {
    return this.commands.execute(new RevokeSession(by, sessionId, 'of-anybody'));
  }
}
