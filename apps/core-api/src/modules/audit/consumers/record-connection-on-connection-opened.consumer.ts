import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import { Database } from '../../../platform/database/database.js';
import { WorkQueues } from '../../../platform/work-queue/work-queues.js';
import { gatewayFact } from '../gateway-fact.js';

/** When a client was let in, the audit log says who, from where and on what. */
@Injectable()
export class RecordConnectionOnConnectionOpened implements OnModuleInit {
  constructor(
    private readonly queues: WorkQueues,
    private readonly database: Database,
    private readonly auditLog: AuditLog,
  ) {}

  onModuleInit(): void {
    this.queues.add({
      queue: 'audit.record-connection-on-connection-opened',
      cause: gatewayFact('realtime:connection:opened'),
      handle: async ({ id, organizationId, occurredAt, payload }) => {
        const { userId, deviceId, address, ...details } = payload;
        await this.database.transaction((tx) =>
          this.auditLog.record(tx, {
            entryId: id,
            organizationId,
            type: 'connection.opened',
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
