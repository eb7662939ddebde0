import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountController } from './account.controller.js';
import { AuthController } from './auth.controller.js';
import { ChangePasswordHandler } from './commands/change-password.command.js';
import { ChangeRolesHandler } from './commands/change-roles.command.js';
import { CreateUserHandler } from './commands/create-user.command.js';
import { DisableUserHandler } from './commands/disable-user.command.js';
import { EnableUserHandler } from './commands/enable-user.command.js';
import { LogInHandler } from './commands/log-in.command.js';
import { LogOutHandler } from './commands/log-out.command.js';
import { RefreshSessionHandler } from './commands/refresh-session.command.js';
import { ResetPasswordHandler } from './commands/reset-password.command.js';
import { RevokeSessionHandler } from './commands/revoke-session.command.js';
import { Credentials } from './credentials.js';
import { ForgetSessions } from './forget-sessions.job.js';
import { IdentityController } from './identity.controller.js';
import { OrganizationRepository } from './organization.repository.js';
import { OverSessionRepository } from './over-session.repository.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';
import { ListOwnSessionsHandler } from './queries/list-own-sessions.query.js';
import { ListSessionsHandler } from './queries/list-sessions.query.js';
import { ListUsersHandler } from './queries/list-users.query.js';
import { WhoAmIHandler } from './queries/who-am-i.query.js';
import { SessionRepository } from './session.repository.js';
import { SessionStarts } from './session-starts.js';
import { SignInLimits } from './sign-in-limits.js';
import { StandingReview } from './standing.review.js';
import { TokenIssuer } from './token-issuer.js';
import { UserRepository } from './user.repository.js';

@Module({
  imports: [CqrsModule],
  controllers: [AuthController, AccountController, IdentityController],
  providers: [
    OrganizationRepository,
    People,
    UserRepository,
    SessionRepository,
    OverSessionRepository,
    SignInLimits,
    Credentials,
    TokenIssuer,
    SessionStarts,
    Passwords,
    StandingReview,
    ForgetSessions,
    LogInHandler,
    RefreshSessionHandler,
    LogOutHandler,
    CreateUserHandler,
    DisableUserHandler,
    EnableUserHandler,
    ChangeRolesHandler,
    RevokeSessionHandler,
    ChangePasswordHandler,
    ResetPasswordHandler,
    WhoAmIHandler,
    ListUsersHandler,
    ListSessionsHandler,
    ListOwnSessionsHandler,
  ],
  exports: [OrganizationRepository, People],
})
export class IdentityModule {}
