import { accessTokenEnv, verifierConfigFrom } from '@business-control/access-token';
import { telemetryEnv } from '@business-control/telemetry';
import { z } from 'zod';
import { MAX_ROOMS_PER_REQUEST } from '../connections/limits.js';
import { StartupError } from '../startup-error.js';

const port = z.coerce.number().int().min(0).max(65_535);
const seconds = z.coerce.number().int().positive();
const atLeastOne = z.coerce.number().int().positive();
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);

/** Every setting of the gateway; its names are the names of the environment variables. */
export const gatewayEnvSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development').describe('kind of run'),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info')
      .describe('least severe log line that is written'),
    WEBSOCKET_ENABLED: z.stringbool().default(true).describe('false: answer health checks only'),
    WEBSOCKET_HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
    WEBSOCKET_PORT: port.default(3001).describe('port to listen on'),
    WS_REQUIRED_ROLE: z
      .string()
      .min(1)
      .optional()
      .describe('role that a token must have to connect to /ws; unset: none'),
    CORE_API_URL: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('where core-api answers the gateway; unset, clients of quiet organizations fetch again'),
    BROKER: z
      .enum(['rabbitmq', 'memory'])
      .default('rabbitmq')
      .describe('what carries events: a RabbitMQ server, or the process itself'),
    RABBITMQ_URL: z
      .url({ protocol: /^amqps?$/ })
      .optional()
      .meta({ description: 'address of the RabbitMQ server', requiredWhen: 'BROKER=rabbitmq' }),
    STREAM_MAX_AGE_SECONDS: seconds
      .default(86_400)
      .describe('how long the event stream keeps events, in seconds'),
    REPLAY_WINDOW_SECONDS: seconds
      .default(900)
      .describe('how much of the event stream is read back at boot, in seconds'),
    LOG_MAX_EVENTS: atLeastOne
      .default(2_000)
      .describe('events of an organization kept to bring reconnecting clients up to date'),
    LOG_MAX_BYTES: atLeastOne
      .default(1_048_576)
      .describe('bytes of an organization kept for that, as published'),
    LOG_MAX_AGE_SECONDS: seconds.default(900).describe('how long they are kept, in seconds'),
    LOG_TOTAL_BYTES: atLeastOne
      .default(268_435_456)
      .describe('bytes of all organizations together kept for that; the longest quiet give way'),
    REPLAY_BUDGET_BYTES: atLeastOne
      .default(33_554_432)
      .describe('how much may be under way at a time to clients that are brought up to date, in bytes'),
    POSITION_INTERVAL_SECONDS: seconds
      .default(30)
      .describe('how often a connection is told where its organization stands, in seconds'),
    CORS_ORIGINS: list
      .default([])
      .describe(
        'web origins whose pages may call and connect, separated by commas; * for any, refused in production',
      ),
    TRUST_PROXY: z.coerce
      .number()
      .int()
      .nonnegative()
      .default(0)
      .describe('number of reverse proxies in front, whose X-Forwarded-* headers are believed'),
    MAX_CONNECTIONS_PER_IP: atLeastOne
      .default(1_000)
      .describe('connections from one address; of IPv6, from one /64 network'),
    MAX_CONNECTIONS_PER_USER: atLeastOne.default(50).describe('connections of one user'),
    MAX_CONNECTIONS_PER_ORGANIZATION: atLeastOne
      .default(5_000)
      .describe('connections of one organization, those of guests aside'),
    MAX_GUEST_CONNECTIONS_PER_ORGANIZATION: atLeastOne
      .default(1_000)
      .describe('connections of guests at one organization: visitors without an account'),
    MAX_HANDSHAKES_PER_IP_PER_MINUTE: atLeastOne
      .default(1_200)
      .describe('attempts to connect from one address in a minute; of IPv6, from one /64 network'),
    MAX_CALLS_PER_SOCKET_PER_MINUTE: atLeastOne.default(600).describe('calls on one connection in a minute'),
    MAX_CALLS_PER_USER_PER_MINUTE: atLeastOne
      .default(1_800)
      .describe('calls on all connections of one user in a minute'),
    MAX_ROOMS_PER_SOCKET: z.coerce
      .number()
      .int()
      .min(1)
      .max(MAX_ROOMS_PER_REQUEST)
      .default(200)
      .describe('rooms a connection may be in besides those it is in by itself'),
    MAX_MESSAGE_BYTES: z.coerce
      .number()
      .int()
      .min(32_768)
      .default(131_072)
      .describe('largest message a client may send, in bytes: a handshake with a token and rooms must fit'),
    NOT_READY_BEFORE_STOP_SECONDS: z.coerce
      .number()
      .int()
      .nonnegative()
      .default(0)
      .describe('how long requests are still served, while no longer ready, after a stop was asked for'),
    DRAIN_SECONDS: z.coerce
      .number()
      .int()
      .nonnegative()
      .default(10)
      .describe(
        'how long a gateway that is shut down takes at most to send its clients away, spread over that time',
      ),
    SEND_QUEUE_MAX_BYTES: z.coerce
      .number()
      .int()
      .min(524_288)
      .default(1_048_576)
      .describe('how much may wait for a client that reads too slowly, in bytes'),
    SLOW_CONSUMER_SECONDS: seconds
      .default(30)
      .describe('how long a client that reads too slowly may take nothing before it is closed'),
    EMISSIONS_SUMMARY_SECONDS: seconds
      .default(300)
      .describe('how often the audit log is told how many events were sent, in seconds'),
    CONNECTIONS_LIST_SECONDS: seconds
      .default(30)
      .describe('how often core-api is told who is connected, in seconds'),
    PRESENCE_LEASE_SECONDS: seconds
      .default(30)
      .describe('how soon the clients of a gateway that was killed count as disconnected, in seconds'),
    PRESENCE_GRACE_SECONDS: z.coerce
      .number()
      .int()
      .nonnegative()
      .default(5)
      .describe('how long a client may be away before it counts as disconnected, in seconds'),
    SESSION_TTL_SECONDS: seconds
      .default(900)
      .describe('how long the rooms of a client that is away are remembered, in seconds'),
    ENABLE_REDIS: z.stringbool().default(false).describe('share state between processes through Redis'),
    REDIS_HOST: z.string().min(1).default('127.0.0.1').describe('host of Redis'),
    REDIS_PORT: port.default(6379).describe('port of Redis'),
    REDIS_PASSWORD: z.string().min(1).optional().describe('password of Redis'),
    REDIS_DB: z.coerce.number().int().nonnegative().default(0).describe('database of Redis'),
    ...accessTokenEnv,
    ACCESS_TOKEN_TTL_SECONDS: seconds
      .default(900)
      .describe(
        'life of an access token, in seconds; core-api and every gateway must be given the same, as gateways remember that long who was shut out, and not more than REPLAY_WINDOW_SECONDS',
      ),
    MEMBERSHIP_LEASE_SECONDS: seconds
      .default(60)
      .describe('how long it is believed that somebody is a member of a room, in seconds'),
    TOKEN_EXPIRY_NOTICE_SECONDS: seconds
      .default(60)
      .describe('how long before its token expires a connection is told, in seconds'),
    ...telemetryEnv,
  })
  .superRefine((env, context) => {
    const refuse = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (env.BROKER === 'rabbitmq' && env.WEBSOCKET_ENABLED && env.RABBITMQ_URL === undefined) {
      refuse('RABBITMQ_URL', 'is required when BROKER=rabbitmq');
    }
    if (env.NODE_ENV === 'production' && env.CORS_ORIGINS.includes('*')) {
      refuse('CORS_ORIGINS', 'must name the origins when NODE_ENV=production; * lets any page connect');
    }
    if (env.WEBSOCKET_ENABLED) {
      try {
        verifierConfigFrom(env);
      } catch (error) {
        context.addIssue(error instanceof Error ? error.message : String(error));
      }
    }
    if (env.LOG_MAX_BYTES > env.LOG_TOTAL_BYTES) {
      refuse('LOG_MAX_BYTES', 'must not exceed LOG_TOTAL_BYTES');
    }
    if (env.REPLAY_WINDOW_SECONDS > env.STREAM_MAX_AGE_SECONDS) {
      refuse('REPLAY_WINDOW_SECONDS', 'must not exceed STREAM_MAX_AGE_SECONDS');
    }
    // A gateway that starts learns who was shut out from the window alone; older tokens must have expired.
    if (env.ACCESS_TOKEN_TTL_SECONDS > env.REPLAY_WINDOW_SECONDS) {
      refuse('ACCESS_TOKEN_TTL_SECONDS', 'must not exceed REPLAY_WINDOW_SECONDS');
    }
  });

export type GatewayEnv = z.output<typeof gatewayEnvSchema>;

/** Reads the settings. An empty value counts as unset. Throws {@link StartupError}. */
export function readGatewayEnv(source: NodeJS.ProcessEnv = process.env): GatewayEnv {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const read = gatewayEnvSchema.safeParse(set);
  if (read.success) return read.data;
  throw new StartupError(
    read.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('\n'),
  );
}
