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
      // `nameRequest` has given it.
      genReqId: ({ id }) => id,
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
