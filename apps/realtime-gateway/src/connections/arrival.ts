import { Injectable } from '@nestjs/common';
import { LiveSockets } from '../authorization/live-sockets.js';
import { MembershipLeases } from '../authorization/membership-leases.js';
import { OrganizationLogs } from '../delivery/organization-logs.js';
import { Admission } from '../limits/admission.js';
import { limitCalls } from '../limits/limit-calls.js';
import { greet } from '../resume/replay.js';
import { type Resumption, resume } from '../resume/resume.js';
import type { RealtimeSocket } from './realtime-socket.js';
import { Rooms } from './rooms.js';

/** What `arrive` did with a socket. */
export interface Arrived {
  readonly rooms: number;
  readonly refused: number;
  readonly resumption: Resumption;
}

/** Puts a socket in its rooms and tells it what it missed. */
@Injectable()
export class Arrival {
  constructor(
    private readonly sockets: LiveSockets,
    private readonly admission: Admission,
    private readonly rooms: Rooms,
    private readonly leases: MembershipLeases,
    private readonly logs: OrganizationLogs,
  ) {}

  /**
   * Runs in one go, without an await between the rooms, the missed events and `realtime:ready`: an event is either
   * among those a client is told it missed, or arrives after them, never in between.
   */
  arrive(socket: RealtimeSocket): Arrived {
    const { userId, organizationId, deviceId, presentedCursor } = socket.data;
    this.sockets.add(socket);
    limitCalls(socket, this.admission);
    const { rooms, refused } = this.rooms.welcome(socket);
    this.leases.watch(socket);
    const resumption = resume(presentedCursor, this.logs.find(organizationId), socket.rooms);
    greet(socket, { userId, organizationId, deviceId, rooms, refused }, resumption);
    return { rooms: rooms.length, refused: refused.length, resumption };
  }

  /** `false` for one that never arrived. */
  depart(socket: RealtimeSocket): boolean {
    return this.sockets.delete(socket);
  }
}
