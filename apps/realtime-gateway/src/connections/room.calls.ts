import { type Ack, REALTIME_NAMESPACE, type RoomsResult } from '@business-control/realtime-contracts';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { MembershipLeases } from '../authorization/membership-leases.js';
import { Memberships } from '../authorization/memberships.js';
import { errorOf } from './error-codes.js';
import { roomsRequestSchema } from './handshake.js';
import type { RealtimeSocket } from './realtime-socket.js';
import { Rooms } from './rooms.js';

/** The calls by which a client enters and leaves rooms. */
@WebSocketGateway({ namespace: REALTIME_NAMESPACE })
export class RoomCalls {
  constructor(
    private readonly rooms: Rooms,
    private readonly memberships: Memberships,
    private readonly leases: MembershipLeases,
    @InjectPinoLogger(RoomCalls.name) private readonly logger: PinoLogger,
  ) {}

  @SubscribeMessage('subscribe')
  async subscribe(
    @ConnectedSocket() socket: RealtimeSocket,
    @MessageBody() request: unknown,
  ): Promise<Ack<RoomsResult>> {
    const asked = roomsRequestSchema.safeParse(request);
    if (asked.success) await this.memberships.ask(socket.data, asked.data.rooms);
    return this.#answer(request, (names) => {
      // Who left meanwhile enters nothing: nobody would take it out again.
      if (!socket.connected) return { rooms: [], refused: [] };
      const result = this.rooms.enter(socket, names);
      this.leases.watch(socket);
      return result;
    });
  }

  @SubscribeMessage('unsubscribe')
  unsubscribe(@ConnectedSocket() socket: RealtimeSocket, @MessageBody() request: unknown): Ack<RoomsResult> {
    return this.#answer(request, (names) => this.rooms.leave(socket, names));
  }

  #answer(request: unknown, work: (names: readonly string[]) => RoomsResult): Ack<RoomsResult> {
    const read = roomsRequestSchema.safeParse(request);
    if (!read.success) return { ok: false, error: errorOf('request.invalid') };
    try {
      return { ok: true, data: work(read.data.rooms) };
    } catch (err) {
      this.logger.error({ err }, 'a call failed');
      return { ok: false, error: errorOf('internal') };
    }
  }
}
