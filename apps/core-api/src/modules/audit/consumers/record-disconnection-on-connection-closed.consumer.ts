import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import { Reactions } from '../../../platform/work-queue/reactions.js';

/** When a connection ended, the audit log says whose it was, how long it lasted and why it ended. */
@Injectable()
export class RecordDisconnectionOnConnectionClosed implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly auditLog: AuditLog,
  ) {}

  onModuleInit(): void {
    this.reactions.onGatewayFact(
      'realtime:connection:closed',
      'audit.record-disconnection-on-connection-closed',
      async (tx, { id, organizationId, occurredAt, payload }) => {
        const { userId, deviceId, address, ...details } = payload;
        await this.auditLog.record(tx, {
          entryId: id,
          organizationId,
          type: 'connection.closed',
          occurredAt: new Date(occurredAt),
          userId,
          deviceId,
          address,
          details,
        });
        return [];
      },
    );
  }
}
