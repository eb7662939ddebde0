import type { EventBroker } from '@business-control/event-broker';
import { type Health, healthOf } from '@business-control/telemetry';
import type { Clock } from '../clock/clock.js';
import type { OutboxRelay } from '../outbox/outbox.relay.js';
import type { RateLimits } from '../rate-limit/rate-limits.js';
import type { Shutdown } from './shutdown.js';

export interface Observed {
  readonly relay: Pick<OutboxRelay, 'lag' | 'status'>;
  readonly broker: Pick<EventBroker, 'connected'>;
  readonly rateLimits: Pick<RateLimits, 'impaired'>;
  readonly shutdown: Pick<Shutdown, 'underWay'>;
  readonly clock: Clock;
}

/** Events that wait longer than this are late. */
const LATE_SECONDS = 30;

/**
 * Whether requests can be served. Only the database decides: without the broker commands still commit, their events wait
 * in the outbox, and tills go on selling. Late events are `degraded`: for people to look at, not for a load
 * balancer to act on, which would turn late events into no sales.
 */
export async function readiness({ relay, broker, rateLimits, shutdown, clock }: Observed): Promise<Health> {
  const lag = await relay.lag().catch(() => undefined);
  const blocking = [
    shutdown.underWay && 'core-api is being shut down',
    !lag && 'the database does not answer',
  ];
  const { lastError } = relay.status;
  const oldest = lag?.oldestAt ? (clock.now().getTime() - lag.oldestAt.getTime()) / 1000 : 0;
  const impairing = [
    !broker.connected && 'the broker is away; events wait in the outbox',
    lastError !== null && `events cannot be published: ${lastError}`,
    oldest > LATE_SECONDS && `the oldest event has waited for ${Math.round(oldest)} seconds`,
    rateLimits.impaired && 'Redis is away; rate limits count in this process alone',
  ];
  const isReason = (reason: string | false) => reason !== false;
  return healthOf(blocking.filter(isReason), impairing.filter(isReason));
}
