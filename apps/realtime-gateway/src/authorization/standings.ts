import { type ConnectionControl, isPermission, type Permission } from '@business-control/realtime-contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import type { SocketErrorCode } from '../connections/error-codes.js';
import { GATEWAY_ENV } from '../tokens.js';
import { ExpiringMap } from './expiring-map.js';

/** Clocks differ, and a token is taken for a few seconds after its time. */
const TOLERANCE_SECONDS = 60;

/** What a token says about its bearer. */
export interface TokenBearer {
  readonly organizationId: string;
  readonly userId: string;
  readonly sessionId: string | null;
  readonly permissions: ReadonlySet<Permission>;
}

/**
 * What control events said about people and sessions, for as long as tokens live that were issued before: whoever
 * presents one later, here or after the gateway read the stream back, meets the same answer.
 */
@Injectable()
export class Standings {
  readonly #ended: ExpiringMap<true>;
  readonly #banned: ExpiringMap<true>;
  readonly #permissions: ExpiringMap<ReadonlySet<string>>;

  constructor(
    @Inject(GATEWAY_ENV) { ACCESS_TOKEN_TTL_SECONDS }: Pick<GatewayEnv, 'ACCESS_TOKEN_TTL_SECONDS'>,
  ) {
    const keepMs = (ACCESS_TOKEN_TTL_SECONDS + TOLERANCE_SECONDS) * 1_000;
    this.#ended = new ExpiringMap(keepMs);
    this.#banned = new ExpiringMap(keepMs);
    this.#permissions = new ExpiringMap(keepMs);
  }

  learn(organizationId: string, control: ConnectionControl): void {
    const user = keyOf(organizationId, control.userId);
    switch (control.action) {
      case 'end-session':
        this.#ended.set(keyOf(organizationId, control.userId, control.sessionId), true);
        return;
      case 'ban-user':
        this.#banned.set(user, true);
        return;
      case 'admit-user':
        this.#banned.delete(user);
        return;
      case 'change-permissions':
        this.#permissions.set(user, new Set(control.permissions.filter(isPermission)));
        return;
      case 'leave-room':
        return;
    }
  }

  /** Why a token does not count any more although it is valid; `undefined` when it does. */
  refusalOf({ organizationId, userId, sessionId, permissions }: TokenBearer): SocketErrorCode | undefined {
    const user = keyOf(organizationId, userId);
    if (this.#banned.get(user)) return 'auth.user-disabled';
    if (sessionId !== null && this.#ended.get(keyOf(organizationId, userId, sessionId))) {
      return 'auth.session-revoked';
    }
    const current = this.#permissions.get(user);
    if (!current) return undefined;
    const same = current.size === permissions.size && [...permissions].every((held) => current.has(held));
    return same ? undefined : 'auth.permissions-changed';
  }
}

function keyOf(...ids: readonly string[]): string {
  return JSON.stringify(ids);
}
