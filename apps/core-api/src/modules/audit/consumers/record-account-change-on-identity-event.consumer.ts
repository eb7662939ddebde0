import { exchangeOf, identityEvents } from '@business-control/realtime-contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import { Database } from '../../../platform/database/database.js';
import { WorkQueues } from '../../../platform/work-queue/work-queues.js';

type IdentityEventName = keyof typeof identityEvents;

/** When someone's account, roles or session changed, the audit log says whose, how, and by whom. */
@Injectable()
export class RecordAccountChangeOnIdentityEvent implements OnModuleInit {
  constructor(
    private readonly queues: WorkQueues,
    private readonly database: Database,
    private readonly auditLog: AuditLog,
  ) {}

  onModuleInit(): void {
    for (const name of Object.keys(identityEvents) as IdentityEventName[]) this.reactTo(name);
  }

  private reactTo(name: IdentityEventName): void {
    const { version, payload: schema } = identityEvents[name];
    // `identity:user:disabled` is the type `user.disabled`.
    const type = name.split(':').slice(1).join('.');
    this.queues.add({
      queue: `audit.record-account-change-on-${type.replace('.', '-')}`,
      cause: { exchange: exchangeOf(name), name, version, payload: schema },
      handle: async ({ id, organizationId, occurredAt, actor: by, payload }) => {
        const { userId, ...change } = payload;
        await this.database.transaction((tx) =>
          this.auditLog.record(tx, {
            entryId: id,
            organizationId,
            type,
            occurredAt: new Date(occurredAt),
            userId,
            details: { by, ...change },
          }),
        );
        return { outcome: 'ack' };
      },
    });
  }
}
