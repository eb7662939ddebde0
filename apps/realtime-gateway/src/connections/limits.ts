/** Rooms one socket may be in besides the automatic ones, and so the most one request can ask for. */
export const MAX_ROOMS_PER_SOCKET = 200;

/** Largest message a client may send, in bytes: a handshake with a long token and every room it may name. */
export const MAX_MESSAGE_BYTES = 128 * 1024;

/** How long a connection may take to join a namespace, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 10_000;
