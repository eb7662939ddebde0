import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { networkOf } from '@business-control/network-address';
import { GUEST_ROLE } from '@business-control/realtime-contracts';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import { ConnectionRefused, type SocketErrorCode } from '../connections/error-codes.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { GATEWAY_ENV } from '../tokens.js';
import { isAllowedOrigin } from './allowed-origin.js';
import { clientAddress } from './client-address.js';
import { type ConnectionCounts, LocalConnectionCounts } from './connection-counts.js';
import { OpenConnections } from './open-connections.js';
import { type Excess, RateLimit } from './rate-limit.js';
import { SharedConnectionCounts } from './shared-connection-counts.js';

const LEASE_MS = 30_000;
const MINUTE = 60;

/** How many times a limit counts as far beyond it. */
const SLACK = 2;

type User = Pick<Applicant, 'organizationId' | 'userId'>;

/** Whose connection it is. */
export interface Applicant {
  readonly address: string;
  readonly userId: string;
  readonly organizationId: string;
  readonly roles: readonly string[];
}

/**
 * How much of everything a client may have, over all gateways: connections per address, user and organization,
 * attempts to connect per address, calls per connection and user, questions to core-api about rooms per user.
 * An address counts as its network, see {@link networkOf}.
 */
@Injectable()
export class Admission implements OnApplicationShutdown {
  readonly #counts: ConnectionCounts;
  readonly #shared: SharedConnectionCounts | undefined;
  /** The connections of this gateway, those included that are in no namespace yet. */
  readonly open = new OpenConnections((request) => networkOf(this.addressOf(request)));
  readonly #openings: RateLimit;
  readonly #handshakes: RateLimit;
  readonly #callsOfSocket: RateLimit;
  readonly #callsOfUser: RateLimit;
  readonly #questionsOfUser: RateLimit;

  constructor(
    @Inject(GATEWAY_ENV) private readonly env: GatewayEnv,
    @Inject(RedisConnections) connections: RedisConnections | undefined,
  ) {
    const redis = connections?.commands;
    this.#shared = redis && new SharedConnectionCounts(redis, { gatewayId: randomUUID(), leaseMs: LEASE_MS });
    this.#counts = this.#shared ?? new LocalConnectionCounts();
    const perMinute = (name: string, points: number) => ({ name, points, windowSeconds: MINUTE });
    const handshakes = env.MAX_HANDSHAKES_PER_IP_PER_MINUTE;
    this.#openings = new RateLimit(perMinute('openings', SLACK * handshakes), undefined);
    this.#handshakes = new RateLimit(perMinute('handshakes', handshakes), redis);
    this.#callsOfSocket = new RateLimit(perMinute('socket', env.MAX_CALLS_PER_SOCKET_PER_MINUTE), undefined);
    this.#callsOfUser = new RateLimit(perMinute('user', env.MAX_CALLS_PER_USER_PER_MINUTE), redis);
    this.#questionsOfUser = new RateLimit(perMinute('questions', env.MAX_CALLS_PER_USER_PER_MINUTE), redis);
  }

  addressOf({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string {
    return clientAddress(socket.remoteAddress, headers['x-forwarded-for'], this.env.TRUST_PROXY);
  }

  /**
   * Why a connection may not be opened at all. Clients of Socket.IO do not tell of a refusal here, so only what is far beyond
   * the limits meets one; the rest is refused by {@link knock} and {@link admit}.
   */
  async refusalToOpen(
    request: Pick<IncomingMessage, 'headers' | 'socket'>,
  ): Promise<SocketErrorCode | undefined> {
    const network = networkOf(this.addressOf(request));
    if (this.open.of(network) >= SLACK * this.env.MAX_CONNECTIONS_PER_IP)
      return 'limit.connections-per-address';
    return (await this.#openings.excess(network)) && 'limit.handshakes';
  }

  /** Before anything costly is done for it. Throws {@link ConnectionRefused}. */
  async knock(request: Pick<IncomingMessage, 'headers' | 'socket'>): Promise<void> {
    const { origin, host } = request.headers;
    if (!isAllowedOrigin(origin, host, this.env.CORS_ORIGINS))
      throw new ConnectionRefused('origin.forbidden');
    const excess = await this.#handshakes.excess(networkOf(this.addressOf(request)));
    if (excess) throw new ConnectionRefused('limit.handshakes', excess.retryAfterMs);
  }

  /**
   * Counts a connection and returns how to take it back. Guests never take the place of the people of an organization.
   * Throws {@link ConnectionRefused}.
   */
  async admit({ address, userId, organizationId, roles }: Applicant): Promise<() => void> {
    const guest = roles.includes(GUEST_ROLE);
    const countables = [
      {
        key: `address:${networkOf(address)}`,
        limit: this.env.MAX_CONNECTIONS_PER_IP,
        code: 'limit.connections-per-address',
      },
      {
        key: `user:${organizationId}/${userId}`,
        limit: this.env.MAX_CONNECTIONS_PER_USER,
        code: 'limit.connections-per-user',
      },
      {
        key: `${guest ? 'guests' : 'organization'}:${organizationId}`,
        limit: guest
          ? this.env.MAX_GUEST_CONNECTIONS_PER_ORGANIZATION
          : this.env.MAX_CONNECTIONS_PER_ORGANIZATION,
        code: guest ? 'limit.guests-per-organization' : 'limit.connections-per-organization',
      },
    ] as const;
    const full = await this.#counts.acquire(countables);
    const refused = countables.find(({ key }) => key === full);
    if (refused) throw new ConnectionRefused(refused.code);
    let released = false;
    return () => {
      if (!released) this.#counts.release(countables);
      released = true;
    };
  }

  /** Counts a call; `undefined` while there are not too many of the connection and of its user. */
  async excessOfCalls(connectionId: string, user: User): Promise<Excess | undefined> {
    return (
      (await this.#callsOfSocket.excess(connectionId)) ??
      (await this.#callsOfUser.excess(`${user.organizationId}/${user.userId}`))
    );
  }

  /**
   * Counts questions that core-api is to be asked about rooms, for which one call or handshake can give many causes: no more in a
   * minute than calls.
   */
  excessOfQuestions(user: User, count: number): Promise<Excess | undefined> {
    return this.#questionsOfUser.excess(`${user.organizationId}/${user.userId}`, count);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#shared?.close();
  }
}
