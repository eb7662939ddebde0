import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/database.js';
import { type AuditDetails, auditEntries } from './audit.schema.js';

/** Something to remember. It holds no password, no token, and no text that a stranger typed. */
export interface AuditRecord {
  /** The id of the fact that caused it, if one did. */
  readonly entryId?: string;
  readonly organizationId: string | null;
  readonly type: string;
  /** Default: now. */
  readonly occurredAt?: Date;
  readonly userId?: string | null;
  readonly deviceId?: string | null;
  readonly address?: string | null;
  readonly details?: AuditDetails;
}

/** Where transactions leave what an auditor will ask for. */
export class AuditLog {
  constructor(private readonly clock: Clock) {}

  /** Adds an entry; one whose id is there already stays as it is. */
  async record(tx: Transaction, record: AuditRecord): Promise<void> {
    const recordedAt = this.clock.now();
    await tx
      .insert(auditEntries)
      .values({
        ...record,
        entryId: record.entryId ?? uuidv7({ msecs: recordedAt.getTime() }),
        occurredAt: record.occurredAt ?? recordedAt,
        recordedAt,
        details: record.details ?? {},
      })
      .onConflictDoNothing({ target: auditEntries.entryId });
  }
}
