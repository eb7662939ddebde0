import { setTimeout as delay } from 'node:timers/promises';
import {
  BrokerUnavailable,
  type EventBroker,
  type OutgoingMessage,
  type StreamMessage,
  Unroutable,
} from '@business-control/event-broker';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { CLOCK, type Clock, EVENT_BROKER } from '../tokens.js';
import type { Rejection } from './rejection.js';
import { rejectionReport } from './rejection-report.js';

/** What may wait to be reported: a publisher gone mad costs this much memory and no more. */
const MAX_WAITING = 1_000;
const MAX_WAITING_BYTES = 8 * 1024 * 1024;
/** Between two reports, so that it costs this gateway little else either. */
const PACE_MS = 5;
const RETRY_MS = 1_000;

/** Reports what this gateway could not deliver, one after the other, beside delivery and never in its way. */
@Injectable()
export class RejectedMessages implements OnApplicationShutdown {
  /** Rejected messages whose report the broker has taken. */
  reported = 0;
  /** Rejected messages that were not reported because too many came at once. */
  dropped = 0;
  readonly #waiting: OutgoingMessage[] = [];
  #waitingBytes = 0;
  #reporting = false;
  readonly #closing = new AbortController();

  constructor(
    @Inject(EVENT_BROKER) private readonly broker: EventBroker,
    @Inject(CLOCK) private readonly now: Clock,
    @InjectPinoLogger(RejectedMessages.name) private readonly logger: PinoLogger,
  ) {}

  report(message: StreamMessage, rejection: Rejection): void {
    const { length } = message.body;
    if (this.#waiting.length >= MAX_WAITING || this.#waitingBytes + length > MAX_WAITING_BYTES) {
      this.dropped += 1;
      return;
    }
    this.#waiting.push(rejectionReport(message, rejection, new Date(this.now())));
    this.#waitingBytes += length;
    if (!this.#reporting) void this.#reportAll();
  }

  /** What waits is lost to this gateway; every other one has its own report of the same messages. */
  onApplicationShutdown(): void {
    this.#closing.abort();
  }

  async #reportAll(): Promise<void> {
    this.#reporting = true;
    const { signal } = this.#closing;
    const pause = (ms: number) => delay(ms, undefined, { signal }).catch(() => undefined);
    for (let next = this.#waiting[0]; next && !signal.aborted; next = this.#waiting[0]) {
      if (!(await this.#publish(next))) {
        await pause(RETRY_MS);
        continue;
      }
      this.#waiting.shift();
      this.#waitingBytes -= next.body.length;
      await pause(PACE_MS);
    }
    this.#reporting = false;
  }

  /** `false` when it should be tried again. */
  async #publish(report: OutgoingMessage): Promise<boolean> {
    try {
      await this.broker.publish(report);
      this.reported += 1;
    } catch (err) {
      if (err instanceof BrokerUnavailable || err instanceof Unroutable) return false;
      this.dropped += 1;
      this.logger.error({ err, id: report.id }, 'a rejected message cannot be reported');
    }
    return true;
  }
}
