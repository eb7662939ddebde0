import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { eachInTurn } from '../../platform/schedule/each-in-turn.js';
import { VisitorSessionRepository } from './visitor-session.repository.js';
import { Visits } from './visits.js';

/** Clocks differ: a token is taken for a few seconds after its time. */
const TOLERANCE_MS = 60_000;
const MOST = 2_000;
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

  /** Each visit in a transaction of its own: nobody waits for all of them. What is left is swept in the next run. */
  async sweep(ending: AbortSignal): Promise<void> {
    const before = new Date(this.clock.now().getTime() - TOLERANCE_MS);
    const expired = await this.database.read((reader) => this.sessions.listExpired(reader, before, MOST));
    await eachInTurn(expired, ending, ({ organizationId, visitorId }) =>
      this.database.transaction(async (tx) => {
        const events = await this.visits.expire(tx, organizationId, visitorId, before);
        await this.outbox.append(tx, organizationId, nobody, events);
      }),
    );
  }
}
