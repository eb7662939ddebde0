import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { VisitorSessionRepository } from './visitor-session.repository.js';
import { Visits } from './visits.js';

/** Clocks differ: a token is taken for a few seconds after its time. */
const TOLERANCE_MS = 60_000;
const BATCH = 200;
const nobody = { userId: null, deviceId: null };

/** Ends visits whose last token has expired. */
@Injectable()
export class ExpiredVisitsSweeper {
  constructor(
    private readonly database: Database,
    private readonly sessions: VisitorSessionRepository,
    private readonly visits: Visits,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Each visit in a transaction of its own: nobody waits for all of them. */
  async sweep(ending: AbortSignal): Promise<void> {
    for (;;) {
      const before = new Date(this.clock.now().getTime() - TOLERANCE_MS);
      const expired = await this.database.read((reader) => this.sessions.listExpired(reader, before, BATCH));
      for (const { organizationId, visitorId } of expired) {
        if (ending.aborted) return;
        await this.database.transaction(async (tx) => {
          const events = await this.visits.expire(tx, organizationId, visitorId, before);
          await this.outbox.append(tx, organizationId, nobody, events);
        });
      }
      if (expired.length < BATCH) return;
    }
  }
}
