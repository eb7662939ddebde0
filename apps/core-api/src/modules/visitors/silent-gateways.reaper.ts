import { Inject, Injectable } from '@nestjs/common';
import { CORE_API_ENV, type CoreApiEnv } from '../../config/env.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { eachInTurn } from '../../platform/schedule/each-in-turn.js';
import { inBatches } from '../../platform/schedule/in-batches.js';
import { ConnectionRepository } from './connection.repository.js';
import { ConnectionStates } from './connection-states.js';

/** How late the report of a beginning may be whose end was reported before. */
const CLOSED_ARE_KEPT_MS = 3_600_000;
const nobody = { userId: null, deviceId: null };

/** Ends the connections of gateways that were killed, and forgets those that ended long ago. */
@Injectable()
export class SilentGatewaysReaper {
  constructor(
    private readonly database: Database,
    private readonly connections: ConnectionRepository,
    private readonly states: ConnectionStates,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    @Inject(CORE_API_ENV) private readonly env: Pick<CoreApiEnv, 'GATEWAY_SILENCE_SECONDS'>,
  ) {}

  async reap(ending: AbortSignal): Promise<void> {
    const now = this.clock.now().getTime();
    const since = new Date(now - this.env.GATEWAY_SILENCE_SECONDS * 1000);
    const organizationIds = await this.database.read((reader) => this.connections.listSilent(reader, since));
    await inBatches(this.database, ending, (tx, limit) =>
      this.connections.forgetClosed(tx, new Date(now - CLOSED_ARE_KEPT_MS), limit),
    );
    await eachInTurn(organizationIds, ending, (organizationId) =>
      this.database.transaction(async (tx) => {
        const events = await this.states.forgetSilent(tx, organizationId, since);
        await this.outbox.append(tx, organizationId, nobody, events);
      }),
    );
  }
}
