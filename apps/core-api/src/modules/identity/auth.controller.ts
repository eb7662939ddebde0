import type { Principal } from '@business-control/access-token';
import { Body, Controller, Get, HttpCode, Ip, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Authenticated, Public } from '../../platform/http/access.decorators.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { LogIn, logInInput } from './commands/log-in.command.js';
import { LogOut } from './commands/log-out.command.js';
import { RefreshSession, refreshSessionInput } from './commands/refresh-session.command.js';
import { logInAnswerSchema, signedInSchema } from './identity.answers.js';
import { meSchema, WhoAmI } from './queries/who-am-i.query.js';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('login')
  @ApiOkResponse({ standardSchema: logInAnswerSchema })
  @HttpCode(200)
  @Public()
  logIn(@Body({ schema: logInInput }) input: z.output<typeof logInInput>, @Ip() address: string) {
    return this.commands.execute(new LogIn(input, address));
  }

  @Post('refresh')
  @ApiOkResponse({ standardSchema: signedInSchema })
  @HttpCode(200)
  @Public()
  refresh(@Body({ schema: refreshSessionInput }) { refreshToken }: z.output<typeof refreshSessionInput>) {
    return this.commands.execute(new RefreshSession(refreshToken));
  }

  @Post('logout')
  @ApiNoContentResponse()
  @HttpCode(204)
  @Authenticated()
  logOut(@CurrentPrincipal() principal: Principal) {
    return this.commands.execute(new LogOut(principal));
  }

  @Get('me')
  @ApiOkResponse({ standardSchema: meSchema })
  @Authenticated()
  me(@CurrentPrincipal() principal: Principal) {
    return this.queries.execute(new WhoAmI(principal));
  }
}
