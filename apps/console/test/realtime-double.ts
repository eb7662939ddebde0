import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { ConnectionStatus, RealtimeClient, RealtimeEvent } from '@business-control/realtime-client';
import type { EventName, EventPayload } from '@business-control/realtime-contracts';
import { act } from '@testing-library/react';
import { vi } from 'vitest';

/** A live connection in the hands of a test. */
export class RealtimeDouble {
  readonly retryNow = vi.fn();
  readonly close = vi.fn();
  readonly chat = {
    help: vi.fn(),
    staff: vi.fn(),
    message: vi.fn(),
    read: vi.fn(),
    history: vi.fn(),
    typing: vi.fn(),
  };
  #status: ConnectionStatus = { state: 'connected', error: null, attempts: 0, retryAt: null };
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  /** An event arrives, caused by somebody else. */
  arrive<Name extends EventName>(name: Name, payload: EventPayload<Name>, userId: string | null = 'u-other') {
    const meta = {
      id: randomUUID(),
      occurredAt: '2026-01-05T09:30:00.000Z',
      actor: { userId, deviceId: null },
    };
    act(() => {
      this.#emitter.emit(`event/${name}`, payload, meta);
      this.#emitter.emit('any', { name, payload, meta } as RealtimeEvent);
    });
  }

  become(status: Partial<ConnectionStatus>) {
    this.#status = { ...this.#status, ...status };
    act(() => void this.#emitter.emit('status', this.#status));
  }

  /** Events may have been missed. */
  resync() {
    act(() => void this.#emitter.emit('resync'));
  }

  readonly client: RealtimeClient = this.#makeClient();

  #makeClient(): RealtimeClient {
    const status = () => this.#status;
    const listen = (topic: string) => (listener: (...args: never[]) => void) => {
      this.#emitter.on(topic, listener as () => void);
      return () => void this.#emitter.off(topic, listener as () => void);
    };
    return {
      get status() {
        return status();
      },
      onStatus: listen('status'),
      onReady: listen('ready'),
      onResync: listen('resync'),
      onRoomLeft: listen('room-left'),
      onPresence: listen('presence'),
      on: (name, handler) => listen(`event/${name}`)(handler),
      onAny: listen('any'),
      subscribe: async () => ({ rooms: [], refused: [] }),
      unsubscribe: async () => ({ rooms: [], refused: [] }),
      listPresent: async () => ({ users: [] }),
      chat: this.chat,
      retryNow: this.retryNow,
      close: this.close,
    };
  }
}
