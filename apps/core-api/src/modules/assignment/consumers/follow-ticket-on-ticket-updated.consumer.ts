import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reactions } from '../../../platform/work-queue/reactions.js';
import { ConnectionStates } from '../../visitors/connection-states.js';
import { AssignmentKeeper } from '../assignment.keeper.js';
import { AssignmentSettler } from '../assignment.settler.js';

/** When the conversation of a visitor was opened, taken, handed over or closed, assignment follows. */
@Injectable()
export class FollowTicketOnTicketUpdated implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly states: ConnectionStates,
    private readonly keeper: AssignmentKeeper,
    private readonly settler: AssignmentSettler,
  ) {}

  onModuleInit(): void {
    this.reactions.on(
      'chat:ticket:updated',
      'assignment.follow-ticket-on-ticket-updated',
      async (tx, { organizationId, payload }) => {
        if (payload.requester.kind !== 'visitor') return [];
        await this.states.takeTurn(tx, organizationId);
        const followed = await this.keeper.follow(tx, organizationId, payload);
        return [...followed, ...(await this.settler.settle(tx, organizationId))];
      },
    );
  }
}
