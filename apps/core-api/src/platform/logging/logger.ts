import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import { type DestinationStream, type Logger, pino } from 'pino';
import { serializeError } from './serialize-error.js';

/** The log of the process: JSON lines on stdout, or on `destination`. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    base: { service: 'core-api' },
    level,
    serializers: { err: serializeError },
    // Nothing here is logged on purpose; this is for the day someone logs an object that carries it.
    redact: [
      '*.password',
      '*.token',
      '*.accessToken',
      '*.refreshToken',
      '*.authorization',
      '*.headers',
      '*.body',
    ],
  };
  return destination ? pino(options, destination) : pino(options);
}

/** One line per request, with neither headers, nor query, nor body. */
export function requestLogging(logger: Logger): Params {
  return {
    pinoHttp: {
      logger,
      genReqId: requestId,
      wrapSerializers: false,
      serializers: {
        err: serializeError,
        req: ({ id, method, url }: IncomingMessage) => ({ id, method, path: url?.split('?', 1)[0] }),
        res: ({ statusCode }: ServerResponse) => ({ statusCode }),
      },
      autoLogging: { ignore: ({ url }) => url?.startsWith('/health/') ?? false },
      customLogLevel: () => 'info',
      // The error itself is logged once, by the error filter.
      customErrorMessage: () => 'request completed',
      customErrorObject: (_request, _response, _error, { err: _, ...fields }) => fields,
    },
  };
}

/** The caller's id when it is harmless, so that a request can be followed over services; else a new one. */
function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  return id;
}
