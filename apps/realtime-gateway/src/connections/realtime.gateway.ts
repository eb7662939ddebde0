import { REALTIME_NAMESPACE } from '@business-control/realtime-contracts';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { FanOut } from '../delivery/fan-out.js';
import { Arrival } from './arrival.js';
import { closeSocket } from './closing.js';
import { ConnectionMetrics } from './connection.metrics.js';
import { ConnectionObservers } from './connection-observers.js';
import { Entrance } from './entrance.js';
import { Leave } from './leave.js';
import type { Namespace, RealtimeSocket } from './realtime-socket.js';

/** The socket edge: who comes in, which rooms they are in, and how they leave. It knows no event. */
@WebSocketGateway({ namespace: REALTIME_NAMESPACE })
export class RealtimeGateway
  implements
    OnGatewayInit<Namespace>,
    OnGatewayConnection<RealtimeSocket>,
    OnGatewayDisconnect<RealtimeSocket>,
    BeforeApplicationShutdown
{
  #namespace: Namespace | undefined;

  constructor(
    private readonly entrance: Entrance,
    private readonly arrival: Arrival,
    private readonly leave: Leave,
    private readonly fanOut: FanOut,
    private readonly metrics: ConnectionMetrics,
    private readonly observers: ConnectionObservers,
    @InjectPinoLogger(RealtimeGateway.name) private readonly logger: PinoLogger,
  ) {}

  afterInit(namespace: Namespace): void {
    this.#namespace = namespace;
    this.fanOut.attach(namespace);
    this.metrics.attach(namespace);
    this.entrance.attach(namespace);
  }

  handleConnection(socket: RealtimeSocket): void {
    const refusal = this.entrance.refusalOf(socket);
    if (refusal) {
      closeSocket(socket, refusal);
      return;
    }
    const { rooms, refused, resumption } = this.arrival.arrive(socket);
    this.metrics.accepted(resumption);
    this.observers.opened(socket);
    this.logger.info({ ...fieldsOf(socket), rooms, refused, resume: resumption.resume }, 'connected');
  }

  handleDisconnect(socket: RealtimeSocket, reason = ''): void {
    // One that was turned away at the last moment was never here.
    if (!this.arrival.depart(socket)) return;
    this.observers.closed(socket, reason);
    this.metrics.closed(socket.data.closing);
    this.logger.info({ ...fieldsOf(socket), reason, code: socket.data.closing }, 'disconnected');
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.leave.take(this.#namespace);
  }
}

function fieldsOf({ id, conn, data: { userId, organizationId, deviceId } }: RealtimeSocket) {
  return { socketId: id, transport: conn.transport.name, userId, organizationId, deviceId };
}
