import { AccessTokenVerifier, verifierConfigFrom } from '@business-control/access-token';
import { MetricsEndpoint } from '@business-control/telemetry';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { Registry } from 'prom-client';
import { CORE_API_ENV } from '../config/env.js';
import { AuditLog } from './audit/audit-log.js';
import { Clock } from './clock/clock.js';
import { Commands } from './commands/commands.js';
import { ConsoleController } from './console/console.controller.js';
import { Database } from './database/database.js';
import { HealthController } from './health/health.controller.js';
import { Shutdown } from './health/shutdown.js';
import { AccessGuard } from './http/access.guard.js';
import { HttpMetrics } from './http/http.metrics.js';
import { PrincipalReviews } from './http/principal-reviews.js';
import { RouteAccessCheck } from './http/route-access.check.js';
import { Idempotency } from './idempotency/idempotency.js';
import { Outbox } from './outbox/outbox.js';
import { measureOutbox } from './outbox/outbox.metrics.js';
import { OutboxRelay } from './outbox/outbox.relay.js';
import { PositionController } from './outbox/position.controller.js';
import { PlatformLifecycle } from './platform-lifecycle.js';
import { RateLimits } from './rate-limit/rate-limits.js';
import { RetentionJob } from './retention/retention.job.js';
import { ScheduledJobs } from './schedule/scheduled-jobs.js';
import { EVENT_BROKER, type Seams } from './seams.js';
import { Reactions } from './work-queue/reactions.js';
import { WorkQueues } from './work-queue/work-queues.js';

const DAY_MS = 86_400_000;

@Global()
@Module({})
export class PlatformModule {}

/**
 * What every module may inject:
 * - `Commands` runs what someone asks for, once, with its events and audit entries;
 * - `Reactions` runs what follows from a fact, once, with the events it causes;
 * - `ScheduledJobs` runs what time asks for, in one process, and tells who observes it of failures;
 * - `Database` to read, `Clock` to know the time, `RateLimits`, `PrincipalReviews`, `CORE_API_ENV`;
 * - `Outbox`, `AuditLog`, `Idempotency` for transactions that nobody with an account asks for.
 */
export function platformModule({ env, database, broker, clock, catalogue, logger }: Seams): DynamicModule {
  const outbox = new Outbox(clock, catalogue);
  const idempotency = new Idempotency(clock);
  const auditLog = new AuditLog(clock);
  const commands = new Commands(database, idempotency, auditLog, outbox, clock);
  const registry = new Registry();
  const workQueues = new WorkQueues(broker, logger, registry);
  const reactions = new Reactions(workQueues, database, outbox, clock);
  const relay = new OutboxRelay(database, broker, clock, logger);
  const retention = new RetentionJob(database, idempotency, clock, {
    outboxMs: env.OUTBOX_RETENTION_SECONDS * 1000,
    auditMs: env.AUDIT_RETENTION_DAYS * DAY_MS,
  });
  const redis = {
    host: env.REDIS_HOST,
    port: env.REDIS_PORT,
    password: env.REDIS_PASSWORD,
    db: env.REDIS_DB,
  };
  const rateLimits = new RateLimits(env.ENABLE_REDIS ? redis : undefined, logger);
  measureOutbox(registry, relay, clock);
  const scheduledJobs = new ScheduledJobs(database, logger, registry);
  scheduledJobs.add(retention);
  const provided = [
    { provide: CORE_API_ENV, useValue: env },
    { provide: Database, useValue: database },
    { provide: Clock, useValue: clock },
    { provide: Outbox, useValue: outbox },
    { provide: Idempotency, useValue: idempotency },
    { provide: RateLimits, useValue: rateLimits },
    { provide: AuditLog, useValue: auditLog },
    { provide: Commands, useValue: commands },
    { provide: Reactions, useValue: reactions },
    { provide: ScheduledJobs, useValue: scheduledJobs },
  ];
  return {
    module: PlatformModule,
    imports: [DiscoveryModule],
    controllers: [HealthController, ConsoleController, PositionController],
    providers: [
      ...provided,
      { provide: EVENT_BROKER, useValue: broker },
      { provide: OutboxRelay, useValue: relay },
      { provide: WorkQueues, useValue: workQueues },
      { provide: HttpMetrics, useValue: new HttpMetrics(registry) },
      { provide: MetricsEndpoint, useValue: new MetricsEndpoint(registry, env) },
      Shutdown,
      { provide: AccessTokenVerifier, useValue: new AccessTokenVerifier(verifierConfigFrom(env)) },
      { provide: APP_GUARD, useClass: AccessGuard },
      PrincipalReviews,
      RouteAccessCheck,
      PlatformLifecycle,
    ],
    exports: [...provided.map(({ provide }) => provide), PrincipalReviews],
  };
}
