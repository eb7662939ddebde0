import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reactions } from '../../../platform/work-queue/reactions.js';
import { ConnectionStates } from '../connection-states.js';

/** When a client was let in, its user is connected. */
@Injectable()
export class KeepConnectionOnConnectionOpened implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly states: ConnectionStates,
  ) {}

  onModuleInit(): void {
    this.reactions.onGatewayFact(
      'realtime:connection:opened',
      'visitors.keep-connection-on-connection-opened',
      (tx, { organizationId, occurredAt, payload }) => {
        const { connectionId, gatewayId, userId, deviceId } = payload;
        const openedAt = new Date(occurredAt);
        const connection = { connectionId, gatewayId, userId, deviceId, openedAt };
        return this.states.opened(tx, organizationId, connection);
      },
    );
  }
}
