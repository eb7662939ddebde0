import { setTimeout as delay } from 'node:timers/promises';
import {
  type Ack,
  isRoomId,
  type PresenceList,
  REALTIME_NAMESPACE,
} from '@business-control/realtime-contracts';
import { Inject } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import { errorOf } from '../connections/error-codes.js';
import type { Namespace, RealtimeSocket } from '../connections/realtime-socket.js';
import { PRESENCE, type Presence, type PresencePage } from './presence.js';
import { PresenceKeeper } from './presence-keeper.js';

/** Whoever asks waits no longer for what is about to be written. */
const SETTLED_WITHIN_MS = 1_000;

const listRequestSchema = z
  .object({
    after: z.string().refine(isRoomId).optional(),
    limit: z.int().min(1).max(500).default(200),
  })
  .prefault({});

/**
 * Who is connected, for those of the organization who may know: `presence.read` keeps it from customers and visitors. The
 * organization is always the caller's own.
 */
@WebSocketGateway({ namespace: REALTIME_NAMESPACE })
export class PresenceGateway implements OnGatewayInit<Namespace> {
  constructor(
    @Inject(PRESENCE) private readonly presence: Presence,
    private readonly keeper: PresenceKeeper,
    @InjectPinoLogger(PresenceGateway.name) private readonly logger: PinoLogger,
  ) {}

  afterInit(namespace: Namespace): void {
    this.keeper.attach(namespace);
  }

  @SubscribeMessage('presence:list')
  async list(
    @ConnectedSocket() { data: { organizationId, permissions } }: RealtimeSocket,
    @MessageBody() request: unknown,
  ): Promise<Ack<PresenceList>> {
    const read = listRequestSchema.safeParse(request ?? undefined);
    if (!read.success) return { ok: false, error: errorOf('request.invalid') };
    if (!permissions.has('presence.read')) return { ok: false, error: errorOf('presence.forbidden') };
    const { after = null, limit } = read.data;
    try {
      // Whoever asks is on the list.
      const settled = this.keeper.settle(organizationId);
      await Promise.race([settled, delay(SETTLED_WITHIN_MS, undefined, { ref: false })]);
      return { ok: true, data: listOf(await this.presence.list(organizationId, { after, limit })) };
    } catch (err) {
      this.logger.debug({ err }, 'presence cannot be listed');
      return { ok: false, error: errorOf('presence.unavailable') };
    }
  }
}

/** The devices of one user follow each other. */
function listOf({ devices, next }: PresencePage): PresenceList {
  const users = new Map<string, (string | null)[]>();
  for (const { userId, deviceId } of devices) users.set(userId, [...(users.get(userId) ?? []), deviceId]);
  return {
    users: [...users].map(([userId, ids]) => ({ userId, devices: ids })),
    ...(next !== null && { next }),
  };
}
