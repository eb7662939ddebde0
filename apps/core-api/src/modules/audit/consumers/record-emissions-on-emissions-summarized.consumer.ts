import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import { Database } from '../../../platform/database/database.js';
import { WorkQueues } from '../../../platform/work-queue/work-queues.js';
import { gatewayFact } from '../gateway-fact.js';

/** When a gateway summed up what it sent to an organization, the audit log keeps the counts. */
@Injectable()
export class RecordEmissionsOnEmissionsSummarized implements OnModuleInit {
  constructor(
    private readonly queues: WorkQueues,
    private readonly database: Database,
    private readonly auditLog: AuditLog,
  ) {}

  onModuleInit(): void {
    this.queues.add({
      queue: 'audit.record-emissions-on-emissions-summarized',
      cause: gatewayFact('realtime:emissions:summarized'),
      handle: async ({ id, organizationId, occurredAt, payload: details }) => {
        await this.database.transaction((tx) =>
          this.auditLog.record(tx, {
            entryId: id,
            organizationId,
            type: 'emissions.summarized',
            occurredAt: new Date(occurredAt),
            details,
          }),
        );
        return { outcome: 'ack' };
      },
    });
  }
}
