import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ChatModule } from '../chat/chat.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { VisitorsModule } from '../visitors/visitors.module.js';
import { ArrivalWatch } from './arrival.watch.js';
import { AssignmentController } from './assignment.controller.js';
import { AssignmentKeeper } from './assignment.keeper.js';
import { AssignmentRepository } from './assignment.repository.js';
import { AssignmentRounds } from './assignment.rounds.js';
import { AssignmentSettler } from './assignment.settler.js';
import { BoardReader } from './board.reader.js';
import { FollowTicketOnTicketUpdated } from './consumers/follow-ticket-on-ticket-updated.consumer.js';
import { DeletedTicketsSweeper } from './deleted-tickets.sweeper.js';
import { ForgetVisits } from './forget-visits.job.js';
import { ListAssignmentsHandler } from './queries/list-assignments.query.js';
import { ReassignVisitors } from './reassign-visitors.job.js';
import { VisitRepository } from './visit.repository.js';

@Module({
  imports: [CqrsModule, ChatModule, IdentityModule, VisitorsModule],
  controllers: [AssignmentController],
  providers: [
    AssignmentRepository,
    VisitRepository,
    BoardReader,
    AssignmentKeeper,
    AssignmentSettler,
    AssignmentRounds,
    ArrivalWatch,
    FollowTicketOnTicketUpdated,
    ReassignVisitors,
    DeletedTicketsSweeper,
    ForgetVisits,
    ListAssignmentsHandler,
  ],
})
export class AssignmentModule {}
