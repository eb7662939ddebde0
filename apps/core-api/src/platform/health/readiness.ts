import type { EventBroker } from '@business-control/event-broker';
import type { Clock } from '../clock/clock.js';
import type { OutboxRelay } from '../outbox/outbox.relay.js';

export interface Check {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly reason?: string;
}

export interface Readiness {
  readonly status: Check['status'];
  readonly checks: { readonly database: Check; readonly broker: Check; readonly relay: Check & RelayFigures };
}

interface RelayFigures {
  readonly leading: boolean;
  /** Events waiting to be published; `null` when the database does not answer. */
  readonly unpublished: number | null;
  readonly oldestSeconds: number | null;
}

/** Events that wait longer than this are late. */
const LATE_SECONDS = 30;
const DATABASE_ANSWERS_WITHIN_MS = 3_000;

/**
 * Whether requests can be served. Only the database decides: without the broker commands still commit, their events wait
 * in the outbox, and tills go on selling. Late events are `degraded`: for people to look at, not for a load
 * balancer to act on, which would turn late events into no sales.
 */
export async function readiness(
  relay: Pick<OutboxRelay, 'lag' | 'status'>,
  broker: Pick<EventBroker, 'connected'>,
  clock: Clock,
): Promise<Readiness> {
  const { leading, lastError } = relay.status;
  const lag = await within(DATABASE_ANSWERS_WITHIN_MS, relay.lag()).catch(() => undefined);
  const database: Check = lag ? { status: 'ok' } : { status: 'down', reason: 'the database does not answer' };
  const brokerCheck: Check = broker.connected
    ? { status: 'ok' }
    : { status: 'degraded', reason: 'not connected; events wait in the outbox' };
  const oldestSeconds = lag?.oldestAt
    ? Math.max(0, Math.round((clock.now().getTime() - lag.oldestAt.getTime()) / 1000))
    : null;
  const reason =
    lastError ?? (oldestSeconds !== null && oldestSeconds > LATE_SECONDS ? 'events are late' : undefined);
  const relayCheck: Check = reason ? { status: 'degraded', reason } : { status: 'ok' };
  const statuses = [database.status, brokerCheck.status, relayCheck.status];
  return {
    status: statuses.includes('down') ? 'down' : statuses.includes('degraded') ? 'degraded' : 'ok',
    checks: {
      database,
      broker: brokerCheck,
      relay: { ...relayCheck, leading, unpublished: lag?.unpublished ?? null, oldestSeconds },
    },
  };
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
