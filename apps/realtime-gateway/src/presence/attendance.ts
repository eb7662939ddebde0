import { deviceKeyOf } from './device-key.js';
import type { PresenceUpdate, PresentDevice } from './presence.js';
import type { PresenceTimes } from './presence-times.js';

/** A device as this gateway knows it. */
interface Attendee {
  readonly device: PresentDevice;
  /** The ids of its connections. */
  readonly connections: Set<string>;
  /** Whether this gateway has taken a lease for it. */
  held: boolean;
  /** When the last connection ended; `undefined` while there is one. */
  leftAt: number | undefined;
}

/**
 * The devices of one organization that are connected to this gateway, or were a moment ago: one that comes back within the
 * grace has never left. Pure: times are handed in, and what is due is asked for.
 */
export class Attendance {
  readonly #attendees = new Map<string, Attendee>();
  /** Without a connection, in the order in which they left. */
  readonly #leaving = new Set<Attendee>();
  #renewAt = 0;
  #retryAt = 0;
  /** Whether the update under way renews all leases. */
  #renewing = false;
  #newcomers = false;

  constructor(private readonly times: PresenceTimes) {}

  get empty(): boolean {
    return this.#attendees.size === 0;
  }

  join(device: PresentDevice, connectionId: string): void {
    const key = deviceKeyOf(device);
    const attendee = this.#attendees.get(key) ?? {
      device,
      connections: new Set<string>(),
      held: false,
      leftAt: undefined,
    };
    this.#attendees.set(key, attendee);
    attendee.connections.add(connectionId);
    attendee.leftAt = undefined;
    this.#leaving.delete(attendee);
    if (!attendee.held) this.#newcomers = true;
  }

  leave(device: PresentDevice, connectionId: string, now: number): void {
    const attendee = this.#attendees.get(deviceKeyOf(device));
    if (!attendee?.connections.delete(connectionId) || attendee.connections.size > 0) return;
    attendee.leftAt = now;
    this.#leaving.add(attendee);
  }

  /** The connections of a device to this gateway. */
  connectionsOf(device: PresentDevice): string[] {
    return [...(this.#attendees.get(deviceKeyOf(device))?.connections ?? [])];
  }

  /** What is to be written now; `undefined` when nothing is. */
  due(now: number): PresenceUpdate | undefined {
    if (now < this.#retryAt) return undefined;
    this.#renewing = now >= this.#renewAt;
    const release = this.#gone(now, this.times.graceMs).map(({ device }) => device);
    if (!this.#renewing && !this.#newcomers && release.length === 0) return undefined;
    const gone = new Set(release);
    const staying = [...this.#attendees.values()].filter(({ device }) => !gone.has(device));
    return {
      hold: staying.filter(({ held }) => !held).map(({ device }) => device),
      renew: this.#renewing ? staying.filter(({ held }) => held).map(({ device }) => device) : [],
      release,
    };
  }

  /** The update was written. Devices that came back while it was under way are held anew by the next. */
  written({ hold, release }: PresenceUpdate, now: number): void {
    for (const device of hold) this.#set(device, true);
    for (const device of release) {
      const attendee = this.#attendees.get(deviceKeyOf(device));
      if (attendee?.leftAt === undefined) this.#set(device, false);
      else this.#forget(attendee);
    }
    if (this.#renewing) this.#renewAt = now + this.times.renewMs;
    this.#newcomers = [...this.#attendees.values()].some(({ held }) => !held);
  }

  /** It was not: everything is written again later, but for devices whose leases have expired by then. */
  failed(now: number): void {
    for (const attendee of this.#gone(now, this.times.graceMs + this.times.leaseMs)) this.#forget(attendee);
    this.#renewAt = 0;
    this.#retryAt = now + this.times.retryMs;
  }

  #gone(now: number, afterMs: number): Attendee[] {
    const gone: Attendee[] = [];
    for (const attendee of this.#leaving) {
      if (attendee.leftAt === undefined || now - attendee.leftAt < afterMs) break;
      gone.push(attendee);
    }
    return gone;
  }

  #set(device: PresentDevice, held: boolean): void {
    const attendee = this.#attendees.get(deviceKeyOf(device));
    if (attendee) attendee.held = held;
  }

  #forget(attendee: Attendee): void {
    this.#attendees.delete(deviceKeyOf(attendee.device));
    this.#leaving.delete(attendee);
  }
}
