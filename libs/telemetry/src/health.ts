/**
 * What an app answers at `/health/ready`:
 * - `ready`: everything works;
 * - `degraded`: it serves, but people should look at the reasons; no load balancer should turn away from it;
 * - `not-ready`: it cannot serve, or is about to stop; answered with 503.
 */
export interface Health {
  readonly status: 'ready' | 'degraded' | 'not-ready';
  readonly reasons: readonly string[];
}

/** The health that follows from what stops an app from serving and from what merely impairs it. */
export function healthOf(blocking: readonly string[], impairing: readonly string[]): Health {
  const reasons = [...blocking, ...impairing];
  if (blocking.length > 0) return { status: 'not-ready', reasons };
  return { status: impairing.length > 0 ? 'degraded' : 'ready', reasons };
}
