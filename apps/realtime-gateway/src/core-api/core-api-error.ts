import type { RealtimeError } from '@business-control/realtime-contracts';
import { z } from 'zod';

/** core-api did not answer, or not with what it says things with. */
export class CoreApiUnavailable extends Error {
  override readonly name = 'CoreApiUnavailable';
}

/** core-api answered, and said no. */
export class CoreApiRefused extends Error {
  override readonly name = 'CoreApiRefused';

  /** `error` is what it said, in its own words; `undefined` when it was not core-api that answered. */
  constructor(
    message: string,
    readonly status: number,
    readonly error: RealtimeError | undefined,
  ) {
    super(message);
  }
}

const refusalSchema = z.object({
  error: z.object({ code: z.string().min(1), message: z.string() }),
});

/** What an answer with a status of refusal says; `retryAfter` is its header, in seconds. */
export function refusalIn(body: unknown, retryAfter: string | null): RealtimeError | undefined {
  const read = refusalSchema.safeParse(body);
  if (!read.success) return undefined;
  const seconds = Number(retryAfter ?? Number.NaN);
  return { ...read.data.error, ...(Number.isFinite(seconds) && { retryAfterMs: seconds * 1_000 }) };
}
