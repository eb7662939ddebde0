import { identityEvents } from '@business-control/realtime-contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/audit-log.js';
import { Reactions } from '../../../platform/work-queue/reactions.js';

type IdentityEventName = keyof typeof identityEvents;

/** When someone's account, roles or session changed, the audit log says whose, how, and by whom. */
@Injectable()
export class RecordAccountChangeOnIdentityEvent implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly auditLog: AuditLog,
  ) {}

  onModuleInit(): void {
    for (const name of Object.keys(identityEvents) as IdentityEventName[]) this.reactTo(name);
  }

  private reactTo(name: IdentityEventName): void {
    // `identity:user:disabled` is the type `user.disabled`.
    const type = name.split(':').slice(1).join('.');
    this.reactions.on(
      name,
      `audit.record-account-change-on-${type.replace('.', '-')}`,
      async (tx, { id, organizationId, occurredAt, actor: by, payload }) => {
        const { userId, ...change } = payload;
        await this.auditLog.record(tx, {
          entryId: id,
          organizationId,
          type,
          occurredAt: new Date(occurredAt),
          userId,
          details: { by, ...change },
        });
        return [];
      },
    );
  }
}
