import { type Ack, REALTIME_NAMESPACE } from '@business-control/realtime-contracts';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { errorOf } from '../connections/error-codes.js';
import { INVALID_CALL, PING_CALL } from './client-frames.js';

/** Answers the calls that only plain clients make. */
@WebSocketGateway({ namespace: REALTIME_NAMESPACE })
export class PlainWebSocketCalls {
  @SubscribeMessage(PING_CALL)
  ping(): Ack<null> {
    return { ok: true, data: null };
  }

  @SubscribeMessage(INVALID_CALL)
  invalid(): Ack<never> {
    return { ok: false, error: errorOf('request.invalid') };
  }
}
