import {
  type PublicRoomName,
  parsePublicRoomName,
  publicRoomName,
  roomKinds,
} from '@business-control/realtime-contracts';
import { Inject, Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { GatewayEnv } from '../config/env.js';
import { CoreApiClient } from '../core-api/core-api.client.js';
import { CoreApiRefused } from '../core-api/core-api-error.js';
import { Admission } from '../limits/admission.js';
import { GATEWAY_ENV } from '../tokens.js';
import { ExpiringMap } from './expiring-map.js';

/** Questions about the rooms of one connection that are under way at a time. */
const AT_A_TIME = 8;

/** How long more are begun: who waits to be connected is cut off in the end, and would begin anew for ever. */
const PATIENCE_MS = 1_000;

/** `unknown` while nobody could say, which opens no room. */
export type MembershipStanding = 'member' | 'stranger' | 'unknown';

/** On whose behalf is asked. */
export interface Asker {
  readonly organizationId: string;
  readonly userId: string;
  readonly token: string;
}

/**
 * Who is a member of what, in the words of core-api, asked as the user and believed for a lease. Without an answer
 * nobody is a member.
 */
@Injectable()
export class Memberships {
  readonly #answers: ExpiringMap<boolean>;
  readonly #asked = new Map<string, Promise<void>>();

  constructor(
    private readonly coreApi: CoreApiClient,
    private readonly admission: Admission,
    @Inject(GATEWAY_ENV) env: Pick<GatewayEnv, 'MEMBERSHIP_LEASE_SECONDS'>,
    @InjectPinoLogger(Memberships.name) private readonly logger: PinoLogger,
  ) {
    this.#answers = new ExpiringMap(env.MEMBERSHIP_LEASE_SECONDS * 1_000);
  }

  /** By what was answered within the lease. */
  standingOf(asker: Pick<Asker, 'organizationId' | 'userId'>, room: PublicRoomName): MembershipStanding {
    const answer = this.#answers.get(keyOf(asker, room));
    if (answer === undefined) return 'unknown';
    return answer ? 'member' : 'stranger';
  }

  /**
   * Asks about those of the rooms that are for members, unless a lease says yes already. Never rejects; gives the rest up after
   * the first question without an answer, so that nobody waits for a core-api that is away once for each room; when the answers
   * take too long altogether; and when the user has had more asked than one may.
   */
  async ask(asker: Asker, names: readonly string[]): Promise<void> {
    const open = membershipRooms(names).filter((room) => this.standingOf(asker, room) !== 'member');
    const until = performance.now() + PATIENCE_MS;
    for (let next = 0; next < open.length; next += AT_A_TIME) {
      const batch = open.slice(next, next + AT_A_TIME);
      if (await this.admission.excessOfQuestions(asker, batch.length)) return;
      await Promise.all(batch.map((room) => this.renew(asker, room)));
      if (batch.some((room) => this.standingOf(asker, room) === 'unknown') || performance.now() > until)
        return;
    }
  }

  /** Asks even if a lease still runs, which an unanswered question does not end. Those who ask the same at once share a question. */
  async renew(asker: Asker, room: PublicRoomName): Promise<void> {
    if (!this.coreApi.reachable) return;
    const key = keyOf(asker, room);
    let question = this.#asked.get(key);
    if (!question) {
      question = this.#settle(asker, room, () => this.#asked.get(key) === question);
      this.#asked.set(key, question);
    }
    await question;
    if (this.#asked.get(key) === question) this.#asked.delete(key);
  }

  /** The user is out: answers from before do not count, nor does one that is still on its way. */
  revoke(asker: Pick<Asker, 'organizationId' | 'userId'>, room: PublicRoomName): void {
    const key = keyOf(asker, room);
    this.#answers.delete(key);
    this.#asked.delete(key);
  }

  /** What the user may do has changed, and with it of what he is a member: answers from before do not count, as in `revoke`. */
  forget({ organizationId, userId }: Pick<Asker, 'organizationId' | 'userId'>): void {
    const beginning = JSON.stringify([organizationId, userId]).replace(/]$/, ',');
    const isHis = (key: string) => key.startsWith(beginning);
    this.#answers.deleteWhere(isHis);
    for (const key of this.#asked.keys()) if (isHis(key)) this.#asked.delete(key);
  }

  async #settle(asker: Asker, room: PublicRoomName, counts: () => boolean): Promise<void> {
    try {
      const member = await this.#isMember(room, asker.token);
      if (counts()) this.#answers.set(keyOf(asker, room), member);
    } catch (err) {
      const { organizationId } = asker;
      this.logger.warn({ err, organizationId }, 'membership of a room could not be checked');
    }
  }

  async #isMember(room: PublicRoomName, token: string): Promise<boolean> {
    try {
      await this.coreApi.get(`/realtime/rooms/${encodeURIComponent(room)}/membership`, token);
      return true;
    } catch (error) {
      if (error instanceof CoreApiRefused && (error.status === 403 || error.status === 404)) return false;
      throw error;
    }
  }
}

/** Those of the names that are rooms for members, each once. */
export function membershipRooms(names: Iterable<string>): PublicRoomName[] {
  const rooms = new Set<PublicRoomName>();
  for (const name of names) {
    const parsed = parsePublicRoomName(name);
    if (parsed && roomKinds[parsed.kind].access === 'membership') {
      rooms.add(publicRoomName(parsed.kind, parsed.id));
    }
  }
  return [...rooms];
}

function keyOf({ organizationId, userId }: Pick<Asker, 'organizationId' | 'userId'>, room: string): string {
  return JSON.stringify([organizationId, userId, room]);
}
