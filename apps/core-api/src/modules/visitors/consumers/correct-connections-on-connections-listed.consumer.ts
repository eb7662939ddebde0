import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reactions } from '../../../platform/work-queue/reactions.js';
import { ConnectionStates } from '../connection-states.js';

/** When a gateway lists the connections it holds, what was reported wrongly or never is made good. */
@Injectable()
export class CorrectConnectionsOnConnectionsListed implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly states: ConnectionStates,
  ) {}

  onModuleInit(): void {
    this.reactions.onGatewayFact(
      'realtime:connections:listed',
      'visitors.correct-connections-on-connections-listed',
      (tx, { organizationId, occurredAt, payload: { gatewayId, connections } }) => {
        const held = connections.map(({ openedAt, ...connection }) => {
          return { ...connection, gatewayId, openedAt: new Date(openedAt) };
        });
        return this.states.listed(tx, organizationId, gatewayId, held, new Date(occurredAt));
      },
    );
  }
}
