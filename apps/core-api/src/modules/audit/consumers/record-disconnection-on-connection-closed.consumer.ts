import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import { Database } from '../../../platform/database/database.js';
import { WorkQueues } from '../../../platform/work-queue/work-queues.js';
import { gatewayFact } from '../gateway-fact.js';

/** When a connection ended, the audit log says whose it was, how long it lasted and why it ended. */
@Injectable()
export class RecordDisconnectionOnConnectionClosed implements OnModuleInit {
  constructor(
    private readonly queues: WorkQueues,
    private readonly database: Database,
    private readonly auditLog: AuditLog,
  ) {}

  onModuleInit(): void {
    this.queues.add({
      queue: 'audit.record-disconnection-on-connection-closed',
      cause: gatewayFact('realtime:connection:closed'),
      handle: async ({ id, organizationId, occurredAt, payload }) => {
        const { userId, deviceId, address, ...details } = payload;
        await this.database.transaction((tx) =>
          this.auditLog.record(tx, {
            entryId: id,
            organizationId,
            type: 'connection.closed',
            occurredAt: new Date(occurredAt),
            userId,
            deviceId,
            address,
            details,
          }),
        );
        return { outcome: 'ack' };
      },
    });
  }
}
