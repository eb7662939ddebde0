import { setTimeout as delay } from 'node:timers/promises';
import { AccessTokenVerifier } from '@business-control/access-token';
import { type Ack, REALTIME_NAMESPACE, type RoomsResult } from '@business-control/realtime-contracts';
import { type BeforeApplicationShutdown, Inject } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { LiveSockets } from '../authorization/live-sockets.js';
import { MembershipLeases } from '../authorization/membership-leases.js';
import { Memberships } from '../authorization/memberships.js';
import { Standings } from '../authorization/standings.js';
import { TokenExpiry } from '../authorization/token-expiry.js';
import type { GatewayEnv } from '../config/env.js';
import { EventStreamServer } from '../delivery/event-stream.server.js';
import { FanOut } from '../delivery/fan-out.js';
import { OrganizationLogs } from '../delivery/organization-logs.js';
import { SlowConsumers } from '../delivery/slow-consumers.js';
import { Readiness } from '../health/readiness.js';
import { Admission } from '../limits/admission.js';
import { limitCalls } from '../limits/limit-calls.js';
import { Positions } from '../resume/positions.js';
import { Preparation } from '../resume/preparation.js';
import { greet } from '../resume/replay.js';
import { resume } from '../resume/resume.js';
import { Sessions } from '../sessions/sessions.js';
import { GATEWAY_ENV } from '../tokens.js';
import { authenticate } from './authenticate.js';
import { closeSocket } from './closing.js';
import { ConnectionMetrics } from './connection.metrics.js';
import { ConnectionObservers } from './connection-observers.js';
import { drain } from './drain.js';
import { errorOf } from './error-codes.js';
import { roomsRequestSchema } from './handshake.js';
import type { Namespace, RealtimeSocket } from './realtime-socket.js';
import { Rooms } from './rooms.js';

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
    private readonly verifier: AccessTokenVerifier,
    private readonly admission: Admission,
    private readonly rooms: Rooms,
    private readonly sessions: Sessions,
    private readonly memberships: Memberships,
    private readonly leases: MembershipLeases,
    private readonly standings: Standings,
    private readonly sockets: LiveSockets,
    private readonly expiry: TokenExpiry,
    private readonly logs: OrganizationLogs,
    private readonly preparation: Preparation,
    private readonly positions: Positions,
    private readonly fanOut: FanOut,
    private readonly slowConsumers: SlowConsumers,
    private readonly stream: EventStreamServer,
    private readonly readiness: Readiness,
    private readonly metrics: ConnectionMetrics,
    private readonly observers: ConnectionObservers,
    @Inject(GATEWAY_ENV)
    private readonly env: Pick<
      GatewayEnv,
      'DRAIN_SECONDS' | 'NOT_READY_BEFORE_STOP_SECONDS' | 'WS_REQUIRED_ROLE'
    >,
    @InjectPinoLogger(RealtimeGateway.name) private readonly logger: PinoLogger,
  ) {}

  afterInit(namespace: Namespace): void {
    this.#namespace = namespace;
    this.fanOut.attach(namespace);
    this.metrics.attach(namespace);
    namespace.use(
      authenticate(this.verifier, this.admission, this.standings, this.env, (socket, code, cause) => {
        const fields = { socketId: socket.id, code };
        this.metrics.refused(code);
        if (code === 'internal') this.logger.error({ ...fields, err: cause }, 'connection refused');
        else this.logger.info(fields, 'connection refused');
      }),
    );
    this.sessions.attach(namespace);
    namespace.use(
      (socket, next) => void this.memberships.ask(socket.data, socket.data.requestedRooms).then(() => next()),
    );
    namespace.use((socket, next) => void this.preparation.prepare(socket).then(() => next()));
  }

  /**
   * Runs in one go, without an await between the rooms, the missed events and `realtime:ready`: an event is either
   * among those a client is told it missed, or arrives after them, never in between.
   */
  handleConnection(socket: RealtimeSocket): void {
    const { userId, organizationId, deviceId } = socket.data;
    // Asked in the handshake too, but the stream has gone on since.
    const standing = this.standings.refusalOf(socket.data);
    if (standing) {
      this.metrics.refused(standing);
      this.logger.info({ ...fieldsOf(socket), code: standing }, 'connection refused');
      closeSocket(socket, standing);
      return;
    }
    this.sockets.add(socket);
    limitCalls(socket, this.admission);
    const { rooms, refused } = this.rooms.welcome(socket);
    this.leases.watch(socket);
    const resumption = resume(socket.data.presentedCursor, this.logs.find(organizationId), socket.rooms);
    greet(socket, { userId, organizationId, deviceId, rooms, refused }, resumption);
    this.slowConsumers.watch(socket);
    this.positions.follow(socket);
    this.metrics.accepted(resumption);
    this.expiry.watch(socket);
    this.observers.opened(socket);
    this.logger.info(
      { ...fieldsOf(socket), rooms: rooms.length, refused: refused.length, resume: resumption.resume },
      'connected',
    );
  }

  handleDisconnect(socket: RealtimeSocket, reason = ''): void {
    // One that was turned away at the last moment was never here.
    if (!this.sockets.delete(socket)) return;
    this.expiry.forget(socket);
    this.observers.closed(socket, reason);
    this.metrics.closed(socket.data.closing);
    this.logger.info({ ...fieldsOf(socket), reason, code: socket.data.closing }, 'disconnected');
  }

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

  /**
   * The order of leaving: not ready, so that load balancers turn away; then nobody new comes, and the sockets are told
   * to go elsewhere, one after the other, and get every event until they are; only then the stream ends. The rest of
   * the process follows.
   */
  async beforeApplicationShutdown(): Promise<void> {
    this.readiness.leaving = true;
    await delay(this.env.NOT_READY_BEFORE_STOP_SECONDS * 1000);
    this.readiness.draining = true;
    if (this.#namespace) await drain(this.#namespace, this.env.DRAIN_SECONDS * 1000);
    await this.stream.close();
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

function fieldsOf({ id, conn, data: { userId, organizationId, deviceId } }: RealtimeSocket) {
  return { socketId: id, transport: conn.transport.name, userId, organizationId, deviceId };
}
