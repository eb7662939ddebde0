import { Inject, Injectable } from '@nestjs/common';
import { LiveSockets } from '../authorization/live-sockets.js';
import { PRESENCE, type Presence } from './presence.js';

/** Tells whether somebody is connected anywhere. */
@Injectable()
export class Online {
  constructor(
    @Inject(PRESENCE) private readonly presence: Presence,
    private readonly sockets: LiveSockets,
  ) {}

  /** Never rejects: while the store is away this gateway answers by its own connections. */
  async isOnline(organizationId: string, userId: string): Promise<boolean> {
    if (this.sockets.of(organizationId, userId).length > 0) return true;
    return this.presence.isPresent(organizationId, userId).catch(() => false);
  }
}
