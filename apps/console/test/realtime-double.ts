import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type {
  ChatCalls,
  ConnectionStatus,
  RealtimeClient,
  RealtimeEvent,
} from '@business-control/realtime-client';
import type {
  EventName,
  EventPayload,
  PresenceChanged,
  RealtimeReady,
} from '@business-control/realtime-contracts';
import { act } from '@testing-library/react';
import { vi } from 'vitest';

/** A live connection in the hands of a test. */
export class RealtimeDouble {
  readonly retryNow = vi.fn();
  readonly close = vi.fn();
  readonly chat = {
    help: vi.fn<ChatCalls['help']>(() => new Promise(() => {})),
    staff: vi.fn<ChatCalls['staff']>(() => new Promise(() => {})),
    message: vi.fn<ChatCalls['message']>(() => new Promise(() => {})),
    read: vi.fn<ChatCalls['read']>(async () => ({ upTo: null })),
    history: vi.fn<ChatCalls['history']>(async () => ({ items: [], next: null, readMarks: [] })),
    typing: vi.fn<ChatCalls['typing']>(async () => null),
  };
  readonly subscribe = vi.fn<RealtimeClient['subscribe']>(async (rooms) => ({
    rooms: [...rooms],
    refused: [],
  }));
  readonly unsubscribe = vi.fn<RealtimeClient['unsubscribe']>(async () => ({ rooms: [], refused: [] }));
  readonly listPresent = vi.fn<RealtimeClient['listPresent']>(async () => ({ users: [] }));
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

  /** The gateway takes us out of a room. */
  leaveRoom(room: string, code = 'room.forbidden') {
    act(() => void this.#emitter.emit('room-left', { room, error: { code, message: code } }));
  }

  /** Somebody connects, or is gone. */
  presence(userId: string, status: PresenceChanged['status']) {
    const change = { userId, deviceId: 'd-1', status, at: '2026-01-05T09:30:00.000Z' };
    act(() => void this.#emitter.emit('presence', change));
  }

  /** The first connection is there. */
  begin() {
    const ready: RealtimeReady = {
      userId: 'u-1',
      organizationId: 'o-1',
      deviceId: null,
      rooms: [],
      refused: [],
      resume: 'fresh',
      replayed: 0,
      cursor: 'e.1',
      serverTime: '2026-01-05T09:30:00.000Z',
    };
    act(() => void this.#emitter.emit('ready', ready));
    this.become({ state: 'connected', error: null, attempts: 0, retryAt: null });
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
      subscribe: this.subscribe,
      unsubscribe: this.unsubscribe,
      listPresent: this.listPresent,
      chat: this.chat,
      retryNow: this.retryNow,
      close: this.close,
    };
  }
}
