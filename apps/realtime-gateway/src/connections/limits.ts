/** Rooms one request can name. */
export const MAX_ROOMS_PER_REQUEST = 1_000;

/** How long a connection may take to join a namespace, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** How long a request may take to arrive, in milliseconds; Node would give its body five minutes of memory. */
export const REQUEST_TIMEOUT_MS = 30_000;

/**
 * How long a connection stays open without a request, in milliseconds: longer than a proxy sends requests on it, as one that is sent
 * while the connection ends is answered by nobody. Node would give it five seconds.
 */
export const KEPT_ALIVE_MS = 65_000;
