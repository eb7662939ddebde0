import type { EventBroker } from '@business-control/event-broker';
import type { Catalogue } from '@business-control/realtime-contracts';
import type { Logger } from 'pino';
import type { CoreApiEnv } from '../config/env.js';
import type { Clock } from './clock/clock.js';
import type { Database } from './database/database.js';

/** What core-api runs on; who starts it chooses, and closes `database` and `broker` after the application. */
export interface Seams {
  readonly env: CoreApiEnv;
  readonly database: Database;
  readonly broker: EventBroker;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly logger: Logger;
}

/** For `@Inject(EVENT_BROKER) broker: EventBroker`. */
export const EVENT_BROKER = Symbol('event broker');
