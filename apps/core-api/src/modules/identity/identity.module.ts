import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AuthController } from './auth.controller.js';
import { LogInHandler } from './commands/log-in.command.js';
import { LogOutHandler } from './commands/log-out.command.js';
import { RefreshSessionHandler } from './commands/refresh-session.command.js';
import { Credentials } from './credentials.js';
import { OrganizationRepository } from './organization.repository.js';
import { WhoAmIHandler } from './queries/who-am-i.query.js';
import { SessionRepository } from './session.repository.js';
import { SignInLimits } from './sign-in-limits.js';
import { TokenIssuer } from './token-issuer.js';
import { UserRepository } from './user.repository.js';

@Module({
  imports: [CqrsModule],
  controllers: [AuthController],
  providers: [
    OrganizationRepository,
    UserRepository,
    SessionRepository,
    SignInLimits,
    Credentials,
    TokenIssuer,
    LogInHandler,
    RefreshSessionHandler,
    LogOutHandler,
    WhoAmIHandler,
  ],
  exports: [OrganizationRepository],
})
export class IdentityModule {}
