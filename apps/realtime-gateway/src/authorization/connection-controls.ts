import { type ConnectionControl, publicRoomName } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { closeSocket } from '../connections/closing.js';
import { evict } from '../connections/rooms.js';
import { LiveSockets } from './live-sockets.js';
import { Memberships } from './memberships.js';
import { Standings } from './standings.js';

/** Carries out what control events say, on the sockets of this gateway and on those still to come. */
@Injectable()
export class ConnectionControls {
  constructor(
    private readonly standings: Standings,
    private readonly sockets: LiveSockets,
    private readonly memberships: Memberships,
  ) {}

  /**
   * In one go: nothing that follows in the stream can reach a socket that this closes. First it is remembered, so
   * that a handshake under way meets it as well.
   */
  apply(organizationId: string, control: ConnectionControl): void {
    const { userId } = control;
    if (control.action === 'leave-room') {
      const room = publicRoomName(control.kind, control.roomId);
      this.memberships.revoke({ organizationId, userId }, room);
      for (const socket of this.sockets.of(organizationId, userId)) evict(socket, room, 'room.forbidden');
      return;
    }
    this.standings.learn(organizationId, control);
    if (control.action === 'change-permissions') this.memberships.forget({ organizationId, userId });
    for (const socket of this.sockets.of(organizationId, userId)) {
      const refusal = this.standings.refusalOf(socket.data);
      if (refusal) closeSocket(socket, refusal);
    }
  }
}
