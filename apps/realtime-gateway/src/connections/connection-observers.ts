import { Injectable } from '@nestjs/common';
import type { RealtimeSocket } from './realtime-socket.js';

/** Follows connections without a part in whether there are any. */
export interface ConnectionObserver {
  /** It was let in, is in its rooms, and was told so. */
  opened(socket: RealtimeSocket): void;
  /** It ended, after it was opened. */
  closed(socket: RealtimeSocket, reason: string): void;
}

/** Who is told of every connection. */
@Injectable()
export class ConnectionObservers {
  readonly #observers: ConnectionObserver[] = [];
  readonly #open = new WeakSet<RealtimeSocket>();

  add(observer: ConnectionObserver): void {
    this.#observers.push(observer);
  }

  opened(socket: RealtimeSocket): void {
    this.#open.add(socket);
    for (const observer of this.#observers) observer.opened(socket);
  }

  closed(socket: RealtimeSocket, reason: string): void {
    if (!this.#open.delete(socket)) return;
    for (const observer of this.#observers) observer.closed(socket, reason);
  }
}
