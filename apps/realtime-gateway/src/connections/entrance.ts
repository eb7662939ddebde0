import { AccessTokenVerifier } from '@business-control/access-token';
import { Inject, Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { Memberships } from '../authorization/memberships.js';
import { Standings } from '../authorization/standings.js';
import type { GatewayEnv } from '../config/env.js';
import { Readiness } from '../health/readiness.js';
import { Admission } from '../limits/admission.js';
import { Preparation } from '../resume/preparation.js';
import { Sessions } from '../sessions/sessions.js';
import { GATEWAY_ENV } from '../tokens.js';
import { authenticate } from './authenticate.js';
import { ConnectionMetrics } from './connection.metrics.js';
import type { SocketErrorCode } from './error-codes.js';
import type { Namespace, RealtimeSocket } from './realtime-socket.js';

/**
 * What a connection passes before it exists, in this order: who it is, the rooms it was in, who says that it may be in
 * them, and where its organization stands. Everything that takes time is here, so that what follows can be one step.
 */
@Injectable()
export class Entrance {
  constructor(
    private readonly verifier: AccessTokenVerifier,
    private readonly admission: Admission,
    private readonly standings: Standings,
    private readonly sessions: Sessions,
    private readonly memberships: Memberships,
    private readonly preparation: Preparation,
    private readonly metrics: ConnectionMetrics,
    private readonly readiness: Readiness,
    @Inject(GATEWAY_ENV) private readonly env: Pick<GatewayEnv, 'WS_REQUIRED_ROLE'>,
    @InjectPinoLogger(Entrance.name) private readonly logger: PinoLogger,
  ) {}

  attach(namespace: Namespace): void {
    namespace.use(
      authenticate(this.verifier, this.admission, this.standings, this.env, (socket, code, cause) =>
        this.#refused(socket, code, cause),
      ),
    );
    this.sessions.attach(namespace);
    namespace.use((socket, next) => {
      const asked = this.memberships.ask(socket.data, socket.data.requestedRooms);
      void Promise.all([asked, this.preparation.locate(socket)]).then(() => next());
    });
    namespace.use((socket, next) => void this.preparation.prepare(socket).then(() => next()));
  }

  /** Asked in the handshake too, but the stream has gone on since; or everybody is being sent away. */
  refusalOf(socket: RealtimeSocket): SocketErrorCode | undefined {
    const code = this.readiness.draining ? 'going-away' : this.standings.refusalOf(socket.data);
    if (code) this.#refused(socket, code, undefined);
    return code;
  }

  #refused(socket: RealtimeSocket, code: SocketErrorCode, cause: unknown): void {
    const fields = { socketId: socket.id, code };
    this.metrics.refused(code);
    if (code === 'internal') this.logger.error({ ...fields, err: cause }, 'connection refused');
    // Of these there may be as many as somebody likes; the metric counts them.
    else if (code === 'limit.handshakes') this.logger.debug(fields, 'connection refused');
    else this.logger.info(fields, 'connection refused');
  }
}
