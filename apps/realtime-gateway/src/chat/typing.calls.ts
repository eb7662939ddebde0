import { type Ack, REALTIME_NAMESPACE } from '@business-control/realtime-contracts';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { errorOf, type SocketErrorCode } from '../connections/error-codes.js';
import type { RealtimeSocket } from '../connections/realtime-socket.js';
import { EphemeralEvents } from '../delivery/ephemeral-events.js';
import { roomOfTyping, typingRequestSchema } from './typing.js';

/** Tells others that somebody types. Who types is said by the token, not by the client. */
@WebSocketGateway({ namespace: REALTIME_NAMESPACE })
export class TypingCalls {
  constructor(
    private readonly ephemeral: EphemeralEvents,
    @InjectPinoLogger(TypingCalls.name) private readonly logger: PinoLogger,
  ) {}

  @SubscribeMessage('chat:typing')
  typing(@ConnectedSocket() socket: RealtimeSocket, @MessageBody() request: unknown): Ack<null> {
    const read = typingRequestSchema.safeParse(request);
    if (!read.success) return refusal('request.invalid');
    const { userId, displayName, subscriptions } = socket.data;
    const room = roomOfTyping(read.data);
    if (room !== null && !subscriptions.has(room)) return refusal('room.forbidden');
    const payload = { ...read.data, typist: { userId, displayName } };
    try {
      const sent = this.ephemeral.send(socket, 'chat:typing', payload);
      return sent ? { ok: true, data: null } : refusal('room.forbidden');
    } catch (err) {
      this.logger.error({ err, socketId: socket.id }, 'a call failed');
      return refusal('internal');
    }
  }
}

function refusal(code: SocketErrorCode): Ack<never> {
  return { ok: false, error: errorOf(code) };
}
