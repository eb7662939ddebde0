import { Inject, Injectable } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import { atTime } from '../connections/at-time.js';
import { closeSocket } from '../connections/closing.js';
import { type ConnectionObserver, ConnectionObservers } from '../connections/connection-observers.js';
import type { RealtimeSocket } from '../connections/realtime-socket.js';
import { GATEWAY_ENV } from '../tokens.js';
import { noticeTime } from './notice-time.js';

/** Watches over the tokens of connected sockets: says when one is about to expire, closes the socket when it has. */
@Injectable()
export class TokenExpiry implements ConnectionObserver {
  readonly #callOffs = new WeakMap<RealtimeSocket, () => void>();
  readonly #leadMs: number;

  constructor(
    @Inject(GATEWAY_ENV)
    { TOKEN_EXPIRY_NOTICE_SECONDS }: Pick<GatewayEnv, 'TOKEN_EXPIRY_NOTICE_SECONDS'>,
    observers: ConnectionObservers,
  ) {
    observers.add(this);
    this.#leadMs = TOKEN_EXPIRY_NOTICE_SECONDS * 1_000;
  }

  opened(socket: RealtimeSocket): void {
    this.watch(socket);
  }

  closed(socket: RealtimeSocket): void {
    this.#forget(socket);
  }

  /** Goes by the token the socket presented last. */
  watch(socket: RealtimeSocket): void {
    this.#forget(socket);
    const { expiresAt } = socket.data;
    const callOffNotice = atTime(noticeTime(Date.now(), expiresAt, this.#leadMs), () =>
      socket.emit('auth:expiring', { expiresAt: new Date(expiresAt).toISOString() }),
    );
    const callOffEnd = atTime(expiresAt, () => closeSocket(socket, 'auth.token-expired'));
    this.#callOffs.set(socket, () => {
      callOffNotice();
      callOffEnd();
    });
  }

  #forget(socket: RealtimeSocket): void {
    this.#callOffs.get(socket)?.();
    this.#callOffs.delete(socket);
  }
}
