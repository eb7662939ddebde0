import { type Cursor, formatCursor, type Position } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { OrganizationLog, type Verdict } from './organization-log.js';

/** The log of every organization this gateway has seen an event of. */
@Injectable()
export class OrganizationLogs {
  readonly #logs = new Map<string, OrganizationLog>();

  accept(organizationId: string, position: Position): Verdict {
    let log = this.#logs.get(organizationId);
    if (!log) {
      log = new OrganizationLog();
      this.#logs.set(organizationId, log);
    }
    return log.accept(position);
  }

  /** Where the organization stands; `null` when no event of it was seen. */
  cursorOf(organizationId: string): Cursor | null {
    const head = this.#logs.get(organizationId)?.head;
    return head ? formatCursor(head) : null;
  }
}
