import { randomUUID } from 'node:crypto';
import type { EventBroker } from '@business-control/event-broker';
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

/** Unconfirmed at the same time; a broker that takes no more must not fill the memory of a gateway. */
const MAX_IN_FLIGHT = 2_000;

const NOBODY: Actor = { userId: null, deviceId: null };

/**
 * What this gateway reports to core-api. Best effort: a connection never waits for it, and what the broker does not take now
 * is dropped and counted.
 */
@Injectable()
export class GatewayFacts implements OnApplicationShutdown {
  published = 0;
  dropped = 0;
  readonly #inFlight = new Set<Promise<void>>();
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
  ): void {
    if (this.#inFlight.size >= MAX_IN_FLIGHT) {
      this.#drop(new Error('too many unconfirmed facts'));
      return;
    }
    const envelope: Envelope = {
      id: randomUUID(),
      name,
      version: gatewayFacts[name].version,
      organizationId,
      occurredAt: new Date(this.now()).toISOString(),
      actor,
      payload,
    };
    const work = this.#publish(envelope).finally(() => this.#inFlight.delete(work));
    this.#inFlight.add(work);
  }

  /** Resolves when what was reported so far has arrived or was dropped. */
  async settled(): Promise<void> {
    await Promise.all(this.#inFlight);
  }

  /** The sockets have been sent away by now: what was to be said of them goes out before the broker is closed. */
  onApplicationShutdown(): Promise<void> {
    return this.settled();
  }

  async #publish(envelope: Envelope): Promise<void> {
    try {
      await this.broker.publish({
        exchange: GATEWAY_FACTS_EXCHANGE,
        routingKey: routingKeyOf(envelope.name),
        id: envelope.id,
        headers: { ...envelopeHeaders(envelope) },
        body: Buffer.from(JSON.stringify(envelope)),
      });
      this.published += 1;
      this.#dropping = false;
    } catch (err) {
      this.#drop(err);
    }
  }

  /** Logged when it begins, counted for each. */
  #drop(err: unknown): void {
    this.dropped += 1;
    if (!this.#dropping) this.logger.warn({ err }, 'facts for the audit log are being dropped');
    this.#dropping = true;
  }
}
