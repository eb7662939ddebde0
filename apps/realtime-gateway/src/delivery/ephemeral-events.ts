import { randomUUID } from 'node:crypto';
import { audienceOf, type Catalogue } from '@business-control/realtime-contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { BroadcastOperator } from 'socket.io';
import type { RealtimeSocket } from '../connections/realtime-socket.js';
import { CATALOGUE, CLOCK, type Clock } from '../tokens.js';
import { BEHIND, channelOf } from './channel.js';
import type { CatalogueEvents } from './emit.js';

/**
 * Events that pass through no stream: from the socket of somebody to the sockets of others, on whichever gateway they
 * are, and kept nowhere. Whatever the catalogue declares as `ephemeral` can be sent so.
 */
@Injectable()
export class EphemeralEvents {
  constructor(
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  /**
   * Sends an event of the organization of `sender` to its audience, except to that socket itself. Returns whether the
   * sender holds what its audience must hold; without it nothing is sent. Throws when the catalogue declares no such event,
   * or another payload.
   */
  send(sender: RealtimeSocket, name: string, payload: unknown): boolean {
    const definition = this.catalogue.find(name);
    if (definition?.delivery !== 'ephemeral') throw new Error(`${name} is no ephemeral event`);
    const { organizationId, userId, deviceId, permissions } = sender.data;
    const checked = definition.payload.parse(payload);
    const reached = audienceOf(definition, organizationId, checked);
    if (reached.some(({ permission }) => !permissions.has(permission))) return false;
    const meta = {
      id: randomUUID(),
      occurredAt: new Date(this.now()).toISOString(),
      actor: { userId, deviceId },
    };
    const channels = reached.map(({ room, permission }) => channelOf(room, permission));
    // To no rooms would be to everybody.
    if (channels.length === 0) return true;
    const audience: BroadcastOperator<CatalogueEvents, unknown> = sender.to(channels).except(BEHIND);
    audience.emit(name, checked, meta);
    return true;
  }
}
