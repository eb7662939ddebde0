import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import { Reactions } from '../../../platform/work-queue/reactions.js';

/** When a client was let in, the audit log says who, from where and on what. */
@Injectable()
export class RecordConnectionOnConnectionOpened implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly auditLog: AuditLog,
  ) {}

  onModuleInit(): void {
    this.reactions.onGatewayFact(
      'realtime:connection:opened',
      'audit.record-connection-on-connection-opened',
      async (tx, { id, organizationId, occurredAt, payload }) => {
        const { userId, deviceId, address, ...details } = payload;
        await this.auditLog.record(tx, {
          entryId: id,
          organizationId,
          type: 'connection.opened',
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
