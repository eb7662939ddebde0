import { setTimeout as delay } from 'node:timers/promises';
import { parseCursor } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import type { RealtimeSocket } from '../connections/realtime-socket.js';
import { OrganizationLogs } from '../delivery/organization-logs.js';
import { HeadInquiry } from './head-inquiry.js';
import { ReplayTurns } from './replay-turns.js';

/** How long a connection may wait here; well below the time in which it must be connected. */
const MOST_MS = 6_000;
/** How long of that for this gateway to reach the position where another one let go of it: while a broker stands still, they differ. */
const CATCH_UP_MS = 3_000;
const LOOK_AGAIN_MS = 20;

/**
 * What a connection waits for before it is connected, so that everything after can happen in one go: that the
 * position of its organization is known, that this gateway has come as far as the client has, and its turn to be
 * brought up to date. It is in no room meanwhile: what happens is kept by the log of its organization.
 */
@Injectable()
export class Preparation {
  constructor(
    private readonly inquiry: HeadInquiry,
    private readonly logs: OrganizationLogs,
    private readonly turns: ReplayTurns,
  ) {}

  /** Finds out where its organization stands. Never rejects: what cannot be had makes the connection a resync. */
  locate({ data: { organizationId, token } }: RealtimeSocket): Promise<void> {
    return this.inquiry.settle(organizationId, token);
  }

  /** Last of all, as its turn is not kept for it. Never rejects. */
  async prepare(socket: RealtimeSocket): Promise<void> {
    const { organizationId, presentedCursor } = socket.data;
    const position = parseCursor(presentedCursor ?? '');
    if (!position) return;
    let waited = 0;
    for (; waited < CATCH_UP_MS; waited += LOOK_AGAIN_MS) {
      if (!this.logs.find(organizationId)?.isBehind(position)) break;
      await delay(LOOK_AGAIN_MS);
    }
    const missed = this.logs.find(organizationId)?.after(position) ?? [];
    if (missed.length === 0) return;
    const bytes = missed.reduce((sum, event) => sum + event.bytes, 0);
    const replay = { events: missed.length, bytes, patienceMs: MOST_MS - waited };
    const granted = await this.turns.take(socket.conn, replay);
    // Too many come at once: this one fetches again, which needs nothing of this gateway.
    if (!granted) socket.data.presentedCursor = null;
  }
}
