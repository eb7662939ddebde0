import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import { Reactions } from '../../../platform/work-queue/reactions.js';

/** When a gateway summed up what it sent to an organization, the audit log keeps the counts. */
@Injectable()
export class RecordEmissionsOnEmissionsSummarized implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly auditLog: AuditLog,
  ) {}

  onModuleInit(): void {
    this.reactions.onGatewayFact(
      'realtime:emissions:summarized',
      'audit.record-emissions-on-emissions-summarized',
      async (tx, { id, organizationId, occurredAt, payload: details }) => {
        await this.auditLog.record(tx, {
          entryId: id,
          organizationId,
          type: 'emissions.summarized',
          occurredAt: new Date(occurredAt),
          details,
        });
        return [];
      },
    );
  }
}
