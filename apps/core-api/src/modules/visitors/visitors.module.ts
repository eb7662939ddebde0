import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ChatModule } from '../chat/chat.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { BeginVisitHandler } from './commands/begin-visit.command.js';
import { LeaveVisitHandler } from './commands/leave-visit.command.js';
import { RenewVisitHandler } from './commands/renew-visit.command.js';
import { ConnectionRepository } from './connection.repository.js';
import { ConnectionStates } from './connection-states.js';
import { CorrectConnectionsOnConnectionsListed } from './consumers/correct-connections-on-connections-listed.consumer.js';
import { EndConnectionOnConnectionClosed } from './consumers/end-connection-on-connection-closed.consumer.js';
import { KeepConnectionOnConnectionOpened } from './consumers/keep-connection-on-connection-opened.consumer.js';
import { EndExpiredVisits } from './end-expired-visits.job.js';
import { ExpiredVisitsSweeper } from './expired-visits.sweeper.js';
import { ForgetSilentGateways } from './forget-silent-gateways.job.js';
import { ListConnectionsHandler } from './queries/list-connections.query.js';
import { SilentGatewaysReaper } from './silent-gateways.reaper.js';
import { VisitorReview } from './visitor.review.js';
import { VisitorEntrance } from './visitor-entrance.js';
import { VisitorLimits } from './visitor-limits.js';
import { VisitorSessionRepository } from './visitor-session.repository.js';
import { VisitorTokens } from './visitor-tokens.js';
import { VisitorsController } from './visitors.controller.js';
import { Visits } from './visits.js';

@Module({
  imports: [CqrsModule, ChatModule, IdentityModule],
  controllers: [VisitorsController],
  providers: [
    VisitorSessionRepository,
    VisitorLimits,
    VisitorEntrance,
    VisitorTokens,
    VisitorReview,
    Visits,
    ConnectionRepository,
    ConnectionStates,
    ExpiredVisitsSweeper,
    SilentGatewaysReaper,
    BeginVisitHandler,
    RenewVisitHandler,
    LeaveVisitHandler,
    ListConnectionsHandler,
    KeepConnectionOnConnectionOpened,
    EndConnectionOnConnectionClosed,
    CorrectConnectionsOnConnectionsListed,
    ForgetSilentGateways,
    EndExpiredVisits,
  ],
  exports: [ConnectionStates],
})
export class VisitorsModule {}
