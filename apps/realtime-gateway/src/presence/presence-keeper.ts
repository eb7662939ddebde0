import type { PresenceChanged } from '@business-control/realtime-contracts';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { type ConnectionObserver, ConnectionObservers } from '../connections/connection-observers.js';
import type { Namespace, RealtimeSocket } from '../connections/realtime-socket.js';
import { presenceChannelOf } from '../delivery/channel.js';
import { Attendance } from './attendance.js';
import {
  PRESENCE,
  type Presence,
  type PresenceChanges,
  type PresenceUpdate,
  type PresentDevice,
  updatesOf,
} from './presence.js';
import { PresenceTimes } from './presence-times.js';

/** How often is looked what is due: one timer for all connections, which also gathers those that come together. */
const BEAT_MS = 250;

/**
 * Keeps the leases of this gateway's connections and announces what the store tells it: every change is told to exactly one
 * gateway. One that ends gives up no lease: its clients come back elsewhere in time, and those who do not leave when
 * their leases expire.
 */
@Injectable()
export class PresenceKeeper implements ConnectionObserver, OnApplicationShutdown {
  readonly #organizations = new Map<string, Attendance>();
  readonly #underWay = new Map<string, Promise<void>>();
  #namespace: Namespace | undefined;
  #beat: NodeJS.Timeout | undefined;
  #failing = false;

  constructor(
    @Inject(PRESENCE) private readonly presence: Presence,
    private readonly times: PresenceTimes,
    observers: ConnectionObservers,
    @InjectPinoLogger(PresenceKeeper.name) private readonly logger: PinoLogger,
  ) {
    observers.add(this);
  }

  attach(namespace: Namespace): void {
    this.#namespace = namespace;
    this.#beat = setInterval(() => this.#keepAll(), BEAT_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#beat);
  }

  opened({ id, data: { organizationId, userId, deviceId } }: RealtimeSocket): void {
    const attendance = this.#organizations.get(organizationId) ?? new Attendance(this.times);
    this.#organizations.set(organizationId, attendance);
    attendance.join({ userId, deviceId }, id);
  }

  closed({ id, data: { organizationId, userId, deviceId } }: RealtimeSocket): void {
    this.#organizations.get(organizationId)?.leave({ userId, deviceId }, id, Date.now());
  }

  #keepAll(): void {
    for (const [organizationId, attendance] of this.#organizations) {
      if (attendance.empty) this.#organizations.delete(organizationId);
      else if (!this.#underWay.has(organizationId)) void this.#keep(organizationId, attendance);
    }
  }

  /** Resolves when what happened until now is written, or cannot be at the moment. */
  async settle(organizationId: string): Promise<void> {
    await this.#underWay.get(organizationId);
    const attendance = this.#organizations.get(organizationId);
    if (attendance) await (this.#underWay.get(organizationId) ?? this.#keep(organizationId, attendance));
  }

  /** One at a time for each organization. */
  #keep(organizationId: string, attendance: Attendance): Promise<void> {
    const due = attendance.due(Date.now());
    if (!due) return Promise.resolve();
    const work = this.#write(organizationId, attendance, due).finally(() =>
      this.#underWay.delete(organizationId),
    );
    this.#underWay.set(organizationId, work);
    return work;
  }

  async #write(organizationId: string, attendance: Attendance, due: PresenceUpdate): Promise<void> {
    const calls = updatesOf(due).map((update) => this.presence.update(organizationId, update));
    let failure: PromiseRejectedResult | undefined;
    for (const call of await Promise.allSettled(calls)) {
      if (call.status === 'fulfilled') this.#announce(organizationId, attendance, call.value);
      else failure = call;
    }
    if (failure) attendance.failed(Date.now());
    else attendance.written(due, Date.now());
    this.#tell(failure);
  }

  /** Once when it fails and once when it works again. */
  #tell(failure: PromiseRejectedResult | undefined): void {
    if (failure && !this.#failing) {
      this.logger.warn({ err: failure.reason }, 'presence cannot be kept; trying again');
    } else if (!failure && this.#failing) this.logger.info('presence is kept again');
    this.#failing = failure !== undefined;
  }

  #announce(organizationId: string, attendance: Attendance, changes: PresenceChanges): void {
    const at = new Date().toISOString();
    const watchers = presenceChannelOf(organizationId);
    const tell = ({ userId, deviceId }: PresentDevice, status: PresenceChanged['status'], but: string[]) =>
      this.#namespace?.to(watchers).except(but).emit('presence:changed', { userId, deviceId, status, at });
    for (const device of changes.connected) tell(device, 'connected', attendance.connectionsOf(device));
    for (const device of changes.disconnected) tell(device, 'disconnected', []);
  }
}
