import type { HandshakeAuth, RealtimeClosing, RealtimeReady } from '@business-control/realtime-contracts';
import { type BackoffOptions, backoffDelay } from './backoff.js';
import type { RealtimeSocket } from './calls.js';
import {
  type ConnectionSignal,
  type ConnectionStatus,
  initialStatus,
  nextStatus,
} from './connection-status.js';
import { Listeners } from './listeners.js';
import { type Loss, lossOfConnectError, lossOfDisconnect } from './loss.js';

/** What is known about the token asked for. */
export interface TokenRequest {
  /**
   * The code with which the gateway refused the previous token, `auth.token-expiring` when a newer one is needed soon;
   * `null` when it has nothing against the previous one.
   */
  readonly refusedWith: string | null;
}

export type TokenSource = (request: TokenRequest) => string | Promise<string>;

export interface ConnectionOptions {
  readonly token: TokenSource;
  /** How long one attempt waits for its token. */
  readonly tokenTimeoutMs: number;
  readonly backoff: BackoffOptions;
  /** Asked on every attempt, so that each presents the newest cursor and rooms. */
  readonly handshake: () => Omit<HandshakeAuth, 'token'>;
}

/**
 * Keeps one socket connected. It is the only place that decides to connect: Socket.IO's own reconnection is off,
 * because that neither returns after a disconnect by the server nor after a refused handshake, and two loops
 * would not share one backoff.
 */
export class Connection {
  readonly statusListeners = new Listeners<[status: ConnectionStatus]>();
  readonly readyListeners = new Listeners<[ready: RealtimeReady]>();
  #status = initialStatus;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #announced: RealtimeClosing | undefined;
  /** The gateway asked to be left alone until then; in milliseconds since the Unix epoch. */
  #notBefore = 0;
  /** What the gateway has against the token it was given last. */
  #refusedWith: string | null = null;

  constructor(
    private readonly socket: RealtimeSocket,
    private readonly options: ConnectionOptions,
  ) {
    socket.on('realtime:ready', (ready) => {
      // Told before the status: whoever sees `connected` finds the state that belongs to it.
      this.readyListeners.tell(ready);
      this.#signal({ type: 'ready' });
    });
    socket.on('realtime:closing', (closing) => {
      this.#announced = closing;
      if (!closing.reconnect) this.end(closing.code);
    });
    socket.on('connect_error', (error) => this.#lost(lossOfConnectError(error)));
    socket.on('disconnect', () => this.#lost(lossOfDisconnect(this.#announced)));
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Cuts a wait short; without effect while an attempt is on its way, connected or closed. */
  retryNow(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.connect();
  }

  /** Cuts a wait short that the gateway did not ask for. */
  networkIsBack(): void {
    if (Date.now() >= this.#notBefore) this.retryNow();
  }

  async connect(): Promise<void> {
    this.#announced = undefined;
    this.#signal({ type: 'attempt' });
    let token: string;
    try {
      token = await this.#token();
    } catch {
      this.#lost({ code: 'client.token-unavailable', reconnect: true });
      return;
    }
    if (this.#status.state === 'closed') return;
    this.#refusedWith = null;
    this.socket.auth = { token, ...this.options.handshake() } satisfies HandshakeAuth;
    this.socket.connect();
  }

  /** Ends the connection for good. */
  end(code: string | null): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#signal({ type: 'end', code });
    this.socket.disconnect();
  }

  /** Rejects when it takes too long: an attempt that waits for ever would be the last one. */
  async #token(): Promise<string> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the token takes too long')), this.options.tokenTimeoutMs);
    });
    try {
      return await Promise.race([this.options.token({ refusedWith: this.#refusedWith }), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #lost({ code, reconnect, retryAfterMs = 0 }: Loss): void {
    const { state, attempts } = this.#status;
    if (state === 'closed') return;
    if (code.startsWith('auth.')) this.#refusedWith = code;
    if (!reconnect) {
      this.end(code);
      return;
    }
    this.#notBefore = Date.now() + retryAfterMs;
    const wait = Math.max(retryAfterMs, backoffDelay(attempts, this.options.backoff));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.retryNow(), wait);
    this.#signal({ type: 'lost', code, retryAt: Date.now() + wait });
  }

  #signal(signal: ConnectionSignal): void {
    const status = nextStatus(this.#status, signal);
    if (status === this.#status) return;
    this.#status = status;
    this.statusListeners.tell(status);
  }
}
