import { DrizzleQueryError } from 'drizzle-orm';

export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack: string;
  readonly cause?: LoggedError;
  /** Of an error that stands for several, the first few. */
  readonly errors?: readonly unknown[];
}

/** Those that have the same reason tell it several times over. */
const MOST_ERRORS = 5;

/**
 * What may be written of an error. Not its own properties, as the usual serializer does: those of database errors
 * hold the values of the row (`detail`) and of the query (`params`), and so payloads and password hashes.
 */
export function serializeError(error: unknown): LoggedError | unknown {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return {
    type: error.name,
    message: error instanceof DrizzleQueryError ? `failed query: ${error.query}` : error.message,
    ...code,
    stack: frames(error),
    ...(error.cause instanceof Error && { cause: serializeError(error.cause) }),
    ...(error instanceof AggregateError && {
      errors: error.errors.slice(0, MOST_ERRORS).map(serializeError),
    }),
  };
}

/** The stack without its first lines, which repeat the message. */
function frames({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
