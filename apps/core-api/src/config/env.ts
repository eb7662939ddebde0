import { accessTokenEnv, verifierConfigFrom } from '@business-control/access-token';
import { telemetryEnv } from '@business-control/telemetry';
import { z } from 'zod';
import { StartupError } from '../platform/errors/startup-error.js';

const port = () => z.coerce.number('must be a number').int().min(0).max(65_535);
const seconds = () => z.coerce.number('must be a number').int().positive();
const flag = () =>
  z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
const list = () =>
  z.string().transform((value) =>
    value
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
  );

/** Every setting of core-api: its check, its default and its documentation. */
export const coreApiEnvSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development').describe('kind of run'),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info')
      .describe('least severe log line that is written'),
    CORE_API_HOST: z.string().default('127.0.0.1').describe('address to listen on'),
    CORE_API_PORT: port().default(3000).describe('port to listen on'),
    NOT_READY_BEFORE_STOP_SECONDS: z.coerce
      .number('must be a number')
      .int()
      .nonnegative()
      .default(0)
      .describe('how long requests are still served, while no longer ready, after a stop was asked for'),
    TRUST_PROXY: z.coerce
      .number('must be a number')
      .int()
      .nonnegative()
      .default(0)
      .describe('number of reverse proxies in front, whose X-Forwarded-* headers are believed'),
    CORS_ORIGINS: list()
      .default([])
      .describe(
        'web origins whose pages may call and connect, separated by commas; * for any, refused in production',
      ),
    DATABASE: z
      .enum(['postgres', 'pglite'])
      .default('postgres')
      .describe('where data is kept: a PostgreSQL server, or embedded in DATA_DIR'),
    DATABASE_URI: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })
      .optional()
      .meta({ description: 'address of the PostgreSQL server', requiredWhen: 'DATABASE=postgres' }),
    DATABASE_POOL_SIZE: z.coerce
      .number('must be a number')
      .int()
      .positive()
      .default(10)
      .describe(
        'most connections to PostgreSQL that requests and reactions share; a process needs up to five more',
      ),
    DATABASE_STATEMENT_SECONDS: seconds()
      .max(3_600)
      .default(15)
      .describe(
        'how long PostgreSQL may work at a statement, and wait for locks, until it ends it, in seconds',
      ),
    DATA_DIR: z.string().default('.data').describe('folder of the embedded database'),
    BROKER: z
      .enum(['rabbitmq', 'memory'])
      .default('rabbitmq')
      .describe('what carries events: a RabbitMQ server, or the process itself'),
    RABBITMQ_URL: z
      .url({ protocol: /^amqps?$/, error: 'must be an amqp:// address' })
      .optional()
      .meta({ description: 'address of the RabbitMQ server', requiredWhen: 'BROKER=rabbitmq' }),
    STREAM_MAX_AGE_SECONDS: seconds()
      .default(86_400)
      .describe('how long the event stream keeps events, in seconds'),
    OUTBOX_RETENTION_SECONDS: seconds()
      .default(86_400)
      .describe('how long published events stay in the database, in seconds'),
    AUDIT_RETENTION_DAYS: z.coerce
      .number('must be a number')
      .int()
      .positive()
      .default(365)
      .describe('how long entries of the audit log are kept'),
    NOTIFICATION_RETENTION_DAYS: z.coerce
      .number('must be a number')
      .int()
      .positive()
      .default(90)
      .describe('how long notifications of people are kept'),
    CHAT_RETENTION_DAYS: z.coerce
      .number('must be a number')
      .int()
      .positive()
      .default(365)
      .describe('how long messages and closed help conversations are kept'),
    EXPIRY_WARNING_DAYS: z.coerce
      .number('must be a number')
      .int()
      .nonnegative()
      .default(7)
      .describe('how many days before its expiry date a batch counts as expiring'),
    ...accessTokenEnv,
    ...telemetryEnv,
    ACCESS_TOKEN_TTL_SECONDS: seconds()
      .default(900)
      .describe(
        'life of an access token, in seconds; core-api and every gateway must be given the same, as gateways remember that long who was shut out, and not more than REPLAY_WINDOW_SECONDS',
      ),
    REFRESH_TOKEN_TTL_SECONDS: seconds().default(2_592_000).describe('life of a refresh token, in seconds'),
    SESSIONS_PER_USER: z.coerce
      .number('must be a number')
      .int()
      .positive()
      .default(50)
      .describe('how many sessions somebody may have; a new one ends the one unused for longest'),
    VISITOR_TOKEN_TTL_SECONDS: seconds()
      .optional()
      .describe(
        'life of the token of a visitor, in seconds; at most ACCESS_TOKEN_TTL_SECONDS, which it is when unset',
      ),
    GATEWAY_SILENCE_SECONDS: seconds()
      .default(90)
      .describe('how soon the clients of a gateway that says nothing count as disconnected, in seconds'),
    ASSIGNMENT_GRACE_SECONDS: z.coerce
      .number('must be a number')
      .int()
      .nonnegative()
      .default(30)
      .describe('how long a visitor or a sales agent may be away before an assignment ends, in seconds'),
    PUBLIC_REALTIME_URL: z
      .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
      .optional()
      .describe('where browsers reach the gateway; the same origin when unset'),
    CONSOLE_DIR: z.string().optional().describe('folder of the built console to serve'),
    SEED_DEMO_DATA: flag().default(false).describe('fill an empty database with demo data'),
    ENABLE_SIMULATOR: flag()
      .default(false)
      .describe('let people start a simulator that rings up sales and moves stock'),
    ENABLE_REDIS: flag().default(false).describe('share state between processes through Redis'),
    REDIS_HOST: z.string().default('127.0.0.1').describe('host of Redis'),
    REDIS_PORT: port().default(6379).describe('port of Redis'),
    REDIS_PASSWORD: z.string().optional().describe('password of Redis'),
    REDIS_DB: z.coerce
      .number('must be a number')
      .int()
      .nonnegative()
      .default(0)
      .describe('database of Redis'),
  })
  .superRefine(
    (env, context) => {
      const refuse = (name: keyof typeof env, message: string) =>
        context.addIssue({ code: 'custom', path: [name], message });
      if (env.DATABASE === 'postgres' && !env.DATABASE_URI) {
        refuse('DATABASE_URI', 'is required when DATABASE=postgres');
      }
      if (env.BROKER === 'rabbitmq' && !env.RABBITMQ_URL) {
        refuse('RABBITMQ_URL', 'is required when BROKER=rabbitmq');
      }
      if (env.NODE_ENV === 'production' && env.CORS_ORIGINS.includes('*')) {
        refuse('CORS_ORIGINS', 'must name the origins when NODE_ENV=production, not *');
      }
      // Gateways forget after the life of an access token whose visit has ended; an older token must have expired.
      if ((env.VISITOR_TOKEN_TTL_SECONDS ?? 0) > env.ACCESS_TOKEN_TTL_SECONDS) {
        refuse('VISITOR_TOKEN_TTL_SECONDS', 'must not exceed ACCESS_TOKEN_TTL_SECONDS');
      }
    },
    // Also when a setting by itself is wrong, so that one start tells of everything.
    { when: () => true },
  );

export type CoreApiEnv = z.output<typeof coreApiEnvSchema>;

/** For `@Inject(CORE_API_ENV) env: CoreApiEnv`. */
export const CORE_API_ENV = Symbol('settings of core-api');

/** Reads the settings. An empty variable counts as unset. Throws {@link StartupError} that names every fault. */
export function readCoreApiEnv(source: NodeJS.ProcessEnv = process.env): CoreApiEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const { success, data: env, error } = coreApiEnvSchema.safeParse(given);
  const faults = success
    ? tokenFaults(env)
    : error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  if (!success || faults.length > 0) throw new StartupError(`wrong settings: ${faults.join('; ')}`);
  return env;
}

function tokenFaults(env: CoreApiEnv): string[] {
  try {
    verifierConfigFrom(env);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
