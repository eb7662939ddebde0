import { DrizzleQueryError } from 'drizzle-orm';

const UNIQUE_VIOLATION = '23505';

/** The name of the unique constraint that a statement violated, if that is why it failed. Its transaction cannot go on. */
export function violatedUnique(error: unknown): string | undefined {
  const cause: unknown = error instanceof DrizzleQueryError ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null || !('code' in cause) || !('constraint' in cause)) return;
  const { code, constraint } = cause;
  return code === UNIQUE_VIOLATION && typeof constraint === 'string' ? constraint : undefined;
}
