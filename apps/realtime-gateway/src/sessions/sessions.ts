import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { type ConnectionObserver, ConnectionObservers } from '../connections/connection-observers.js';
import type { Namespace, RealtimeSocket } from '../connections/realtime-socket.js';
import { DeviceRooms } from './device-rooms.js';
import { SESSION_STORE, type SessionKey, type SessionStore, sessionNameOf } from './session-store.js';

/** How often sessions of live connections are renewed; also how long they are missing after the store lost its memory. */
const RENEW_MS = 15_000;

/** A device with connections to this gateway. */
interface Device {
  readonly key: SessionKey;
  readonly rooms: DeviceRooms<RealtimeSocket>;
  /** What the store has, as text; `undefined` when that is not known. */
  saved: string | undefined;
  /** Whether the store did not answer when the device connected: what it has is not lost by what is written. */
  unread: boolean;
}

/**
 * Rooms survive a reconnect to any gateway: where the connections of a device are is written as it changes, and read when the
 * device connects, after its token was verified. The rooms are then asked for after those of the handshake, so that each is
 * decided anew. Connections without a device have no session. Of two gateways with connections of one device the last
 * that wrote counts.
 */
@Injectable()
export class Sessions implements ConnectionObserver, OnApplicationShutdown {
  readonly #devices = new Map<string, Device>();
  readonly #moved = new Set<RealtimeSocket>();
  readonly #unread = new WeakSet<RealtimeSocket>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SESSION_STORE) private readonly store: SessionStore,
    observers: ConnectionObservers,
    @InjectPinoLogger(Sessions.name) private readonly logger: PinoLogger,
  ) {
    observers.add(this);
  }

  /** After the middleware that authenticates. */
  attach(namespace: Namespace): void {
    namespace.use((socket, next) => void this.#restore(socket).then(() => next()));
    // Whoever moves a socket, by a call or by a control event, need not know of sessions.
    const moved = (_channel: string, socketId: string) => this.#note(namespace.sockets.get(socketId));
    namespace.adapter.on('join-room', moved);
    namespace.adapter.on('leave-room', moved);
    this.#timer = setInterval(() => void this.renew(), RENEW_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** A store that is away costs this connection the rooms, not the connection, and not the next one. */
  async #restore(socket: RealtimeSocket): Promise<void> {
    const key = keyOf(socket);
    if (!key) return;
    try {
      const restored = await this.store.load(key);
      const { requestedRooms } = socket.data;
      socket.data = { ...socket.data, requestedRooms: [...new Set([...requestedRooms, ...restored])] };
    } catch (err) {
      this.#unread.add(socket);
      this.logger.debug({ err }, 'a session could not be read');
    }
  }

  opened(socket: RealtimeSocket): void {
    const key = keyOf(socket);
    if (!key) return;
    const name = sessionNameOf(key);
    const unread = this.#unread.has(socket);
    const device = this.#devices.get(name) ?? { key, rooms: new DeviceRooms(), saved: undefined, unread };
    this.#devices.set(name, device);
    device.rooms.add(socket);
    this.#note(socket);
  }

  /** What it was in stays remembered: it is away, not out. */
  closed(socket: RealtimeSocket): void {
    const key = keyOf(socket);
    if (!key) return;
    const device = this.#devices.get(sessionNameOf(key));
    device?.rooms.remove(socket);
    if (device?.rooms.abandoned) this.#devices.delete(sessionNameOf(key));
  }

  /** Once for all the channels of one call, and before its answer has left the process. */
  #note(socket: RealtimeSocket | undefined): void {
    if (!socket) return;
    if (this.#moved.size === 0) queueMicrotask(() => this.#saveMoved());
    this.#moved.add(socket);
  }

  #saveMoved(): void {
    for (const socket of this.#moved) {
      const key = keyOf(socket);
      const device = key && this.#devices.get(sessionNameOf(key));
      if (device?.rooms.move(socket, socket.data.subscriptions.keys())) void this.#save(device);
    }
    this.#moved.clear();
  }

  async #save(device: Device): Promise<void> {
    try {
      if (device.unread) {
        device.rooms.remember(await this.store.load(device.key));
        device.unread = false;
      }
      const rooms = device.rooms.names();
      const text = JSON.stringify(rooms);
      if (device.saved === text) return;
      device.saved = text;
      await this.store.save(device.key, rooms);
    } catch (err) {
      device.saved = undefined;
      this.logger.debug({ err }, 'a session could not be written; it is tried again');
    }
  }

  /** Starts the time of all live sessions anew, and writes those that the store has lost. */
  async renew(): Promise<void> {
    const devices = [...this.#devices.values()].filter(
      ({ rooms, unread }) => unread || rooms.names().length > 0,
    );
    const known = devices.filter(({ saved }) => saved !== undefined);
    const missing = await this.store.touch(known.map(({ key }) => key)).catch(() => []);
    const lost = new Set(missing.map(sessionNameOf));
    for (const device of devices) {
      if (lost.has(sessionNameOf(device.key))) device.saved = undefined;
      if (device.saved === undefined) await this.#save(device);
    }
  }
}

function keyOf({ data: { organizationId, userId, deviceId } }: RealtimeSocket): SessionKey | undefined {
  return deviceId === null ? undefined : { organizationId, userId, deviceId };
}
