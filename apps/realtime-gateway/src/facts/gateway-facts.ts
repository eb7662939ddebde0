import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { BrokerUnavailable, type EventBroker } from '@business-control/event-broker';
import {
  type Actor,
  type Envelope,
  envelopeHeaders,
  GATEWAY_FACTS_EXCHANGE,
  type GatewayFactName,
  type GatewayFactPayload,
  gatewayFacts,
  routingKeyOf,
} from '@business-control/realtime-contracts';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { CLOCK, type Clock, EVENT_BROKER } from '../tokens.js';

/** Not yet taken by the broker; one that is away must not fill the memory of a gateway. */
const MAX_WAITING = 2_000;
const RETRY_MS = 1_000;
/** A broker that takes facts and does not confirm them must not keep a gateway from stopping. */
const SETTLED_WITHIN_MS = 2_000;

const NOBODY: Actor = { userId: null, deviceId: null };

/**
 * What this gateway reports to core-api. Best effort: a connection never waits for it. While the broker is away a bounded
 * number of facts waits for it; what comes on top, or is not taken for another reason, is dropped and counted.
 */
@Injectable()
export class GatewayFacts implements OnApplicationShutdown {
  published = 0;
  dropped = 0;
  readonly #waiting = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  #pause: Promise<void> | undefined;
  #dropping = false;

  constructor(
    @Inject(EVENT_BROKER) private readonly broker: EventBroker,
    @Inject(CLOCK) private readonly now: Clock,
    @InjectPinoLogger(GatewayFacts.name) private readonly logger: PinoLogger,
  ) {}

  report<Name extends GatewayFactName>(
    name: Name,
    organizationId: string,
    payload: GatewayFactPayload<Name>,
    actor: Actor = NOBODY,
    occurredAt = new Date(this.now()).toISOString(),
  ): void {
    if (this.#waiting.size >= MAX_WAITING) {
      this.#drop(new Error('too many facts wait for the broker'));
      return;
    }
    const envelope: Envelope = {
      id: randomUUID(),
      name,
      version: gatewayFacts[name].version,
      organizationId,
      occurredAt,
      actor,
      payload,
    };
    const work = this.#publish(envelope).finally(() => this.#waiting.delete(work));
    this.#waiting.add(work);
  }

  /** Resolves when what was reported so far has arrived or was dropped, or after a while. */
  async settled(): Promise<void> {
    await Promise.race([Promise.all(this.#waiting), delay(SETTLED_WITHIN_MS, undefined, { ref: false })]);
  }

  /**
   * The sockets have been sent away by now: what was to be said of them goes out before the broker is closed. One that
   * is away now is not waited for.
   */
  onApplicationShutdown(): Promise<void> {
    this.#closing.abort();
    return this.settled();
  }

  async #publish(envelope: Envelope): Promise<void> {
    const message = {
      exchange: GATEWAY_FACTS_EXCHANGE,
      routingKey: routingKeyOf(envelope.name),
      id: envelope.id,
      headers: { ...envelopeHeaders(envelope) },
      body: Buffer.from(JSON.stringify(envelope)),
    };
    for (;;) {
      const lastTry = this.#closing.signal.aborted;
      try {
        await this.broker.publish(message);
        this.published += 1;
        this.#dropping = false;
        return;
      } catch (err) {
        if (lastTry || !(err instanceof BrokerUnavailable)) {
          this.#drop(err);
          return;
        }
      }
      await this.#paused();
    }
  }

  /** One pause for all that wait. */
  #paused(): Promise<void> {
    this.#pause ??= delay(RETRY_MS, undefined, { signal: this.#closing.signal })
      .catch(() => undefined)
      .finally(() => {
        this.#pause = undefined;
      });
    return this.#pause;
  }

  /** Logged when it begins, counted for each. */
  #drop(err: unknown): void {
    this.dropped += 1;
    if (!this.#dropping) this.logger.warn({ err }, 'facts for the audit log are being dropped');
    this.#dropping = true;
  }
}
