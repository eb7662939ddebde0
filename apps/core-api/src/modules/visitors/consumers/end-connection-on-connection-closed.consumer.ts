import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reactions } from '../../../platform/work-queue/reactions.js';
import { ConnectionStates } from '../connection-states.js';

/** When a connection ended, its user is disconnected unless another is open. */
@Injectable()
export class EndConnectionOnConnectionClosed implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly states: ConnectionStates,
  ) {}

  onModuleInit(): void {
    this.reactions.onGatewayFact(
      'realtime:connection:closed',
      'visitors.end-connection-on-connection-closed',
      (tx, { organizationId, occurredAt, payload }) => {
        const { connectionId, gatewayId, userId, deviceId } = payload;
        const openedAt = new Date(payload.openedAt);
        const connection = { connectionId, gatewayId, userId, deviceId, openedAt };
        return this.states.closed(tx, organizationId, connection, new Date(occurredAt));
      },
    );
  }
}
