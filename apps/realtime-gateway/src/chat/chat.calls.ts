import { type Ack, REALTIME_NAMESPACE } from '@business-control/realtime-contracts';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import { errorOf } from '../connections/error-codes.js';
import type { RealtimeSocket } from '../connections/realtime-socket.js';
import { CoreApiClient } from '../core-api/core-api.client.js';
import { CoreApiRefused } from '../core-api/core-api-error.js';
import { Online } from '../presence/online.js';
import { type ChatCall, chatRequests } from './chat-requests.js';
import { Turns } from './turns.js';

/** How long a call may take, its turn included; below what clients wait for an answer, 5 s. */
const PATIENCE_MS = 4_000;

const addresseeSchema = z.object({ to: z.string() });

/**
 * The calls of the chat that core-api decides: it is asked with the user's own token and answers here what it answers over HTTP.
 * What is written comes back to everybody, the sender too, as the events it records.
 */
@WebSocketGateway({ namespace: REALTIME_NAMESPACE })
export class ChatCalls {
  readonly #turns = new Turns();

  constructor(
    private readonly coreApi: CoreApiClient,
    private readonly online: Online,
    @InjectPinoLogger(ChatCalls.name) private readonly logger: PinoLogger,
  ) {}

  @SubscribeMessage('chat:help')
  help(@ConnectedSocket() socket: RealtimeSocket, @MessageBody() request: unknown): Promise<Ack<unknown>> {
    return this.#pass(socket, 'chat:help', request);
  }

  @SubscribeMessage('chat:staff')
  staff(@ConnectedSocket() socket: RealtimeSocket, @MessageBody() request: unknown): Promise<Ack<unknown>> {
    return this.#pass(socket, 'chat:staff', request);
  }

  @SubscribeMessage('chat:message')
  async message(
    @ConnectedSocket() socket: RealtimeSocket,
    @MessageBody() request: unknown,
  ): Promise<Ack<unknown>> {
    const answer = await this.#pass(socket, 'chat:message', request);
    if (!answer.ok) return answer;
    // Told to nobody whose message core-api refused.
    const { to } = addresseeSchema.parse(request);
    const recipientOnline = await this.online.isOnline(socket.data.organizationId, to);
    return { ok: true, data: { ...Object(answer.data), recipientOnline } };
  }

  @SubscribeMessage('chat:read')
  read(@ConnectedSocket() socket: RealtimeSocket, @MessageBody() request: unknown): Promise<Ack<unknown>> {
    return this.#pass(socket, 'chat:read', request);
  }

  @SubscribeMessage('chat:history')
  history(@ConnectedSocket() socket: RealtimeSocket, @MessageBody() request: unknown): Promise<Ack<unknown>> {
    return this.#pass(socket, 'chat:history', request);
  }

  #pass(socket: RealtimeSocket, call: ChatCall, request: unknown): Promise<Ack<unknown>> {
    const until = performance.now() + PATIENCE_MS;
    const answer = this.#turns.take(socket, () => this.#ask(socket, call, request, until));
    return answer ?? Promise.resolve({ ok: false, error: errorOf('limit.calls') });
  }

  async #ask(
    { data }: RealtimeSocket,
    call: ChatCall,
    request: unknown,
    until: number,
  ): Promise<Ack<unknown>> {
    const read = chatRequests[call].safeParse(request);
    if (!read.success) return { ok: false, error: errorOf('request.invalid') };
    const unavailable = { ok: false, error: errorOf('chat.unavailable') } as const;
    const left = Math.ceil(until - performance.now());
    // Whoever called has given up, and may have called again.
    if (!this.coreApi.reachable || left <= 0) return unavailable;
    try {
      return { ok: true, data: await this.coreApi.call(read.data, data, left) };
    } catch (err) {
      if (err instanceof CoreApiRefused && err.error) return { ok: false, error: err.error };
      this.logger.warn({ err, call, organizationId: data.organizationId }, 'core-api did not answer a call');
      return unavailable;
    }
  }
}
