/** How long PostgreSQL is waited for. */
export interface PostgresBounds {
  /** For a connection: one of the pool that is free again, or a new one. Default 5 s. */
  readonly connectMs: number;
  /** For a statement, and the locks that it waits for; then PostgreSQL ends it. Default 15 s. */
  readonly statementMs: number;
  /** For the next statement of an open transaction; then PostgreSQL ends the session and frees its locks. Default 30 s. */
  readonly idleInTransactionMs: number;
  /** For each of these, where somebody only looks. Default 3 s. */
  readonly observeMs: number;
  /** Beyond what an answer may take, until a server that says nothing counts as gone. Default 5 s. */
  readonly silenceMs: number;
  /** How often connections that wait for nothing ask whether the server is there. Default 5 s. */
  readonly heartbeatMs: number;
}

export const defaultBounds: PostgresBounds = {
  connectMs: 5_000,
  statementMs: 15_000,
  idleInTransactionMs: 30_000,
  observeMs: 3_000,
  silenceMs: 5_000,
  heartbeatMs: 5_000,
};

/** Finds hosts that vanished while nothing was under way; what is under way has its bounds. */
export const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;
