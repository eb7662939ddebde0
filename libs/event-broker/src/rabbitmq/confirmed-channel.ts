import { type ConfirmChannel, IllegalOperationError, type Message } from 'amqplib';
import { BrokerUnavailable, type OutgoingMessage, Unroutable } from '../event-broker.js';
import { contentOf, publishOptions } from './amqp-message.js';

interface Publication {
  readonly message: OutgoingMessage;
  returned: boolean;
  resolve(): void;
  reject(error: Error): void;
}

/** Publishes on one confirm channel, many in flight, until that channel is gone. */
export class ConfirmedChannel {
  readonly #channel: ConfirmChannel;
  /** In the order of publishing. */
  readonly #unconfirmed = new Set<Publication>();
  /** Called while amqplib's write buffer is full; written in order when it has drained. */
  readonly #waiting: Publication[] = [];
  #full = false;
  #whenIdle: (() => void) | undefined;

  constructor(channel: ConfirmChannel) {
    this.#channel = channel;
    channel.on('return', (message) => this.#markReturned(message));
    channel.on('drain', () => this.#writeWaiting());
    channel.on('close', () => this.#rejectWaiting());
  }

  publish(message: OutgoingMessage): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const publication: Publication = { message, returned: false, resolve, reject };
    if (this.#full) this.#waiting.push(publication);
    else this.#write(publication);
    return promise;
  }

  /** Resolves when nothing is waiting for its confirm; every publish settles at the latest when the channel closes. */
  idle(): Promise<void> {
    if (this.#unconfirmed.size + this.#waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
    });
  }

  #write(publication: Publication): void {
    const { message } = publication;
    const onConfirm = (error: unknown) => this.#settle(publication, error);
    this.#unconfirmed.add(publication);
    try {
      const { exchange, routingKey } = message;
      const options = publishOptions(message);
      this.#full = !this.#channel.publish(exchange, routingKey, contentOf(message), options, onConfirm);
    } catch (error) {
      this.#settle(publication, error);
    }
  }

  #settle(publication: Publication, error: unknown): void {
    this.#unconfirmed.delete(publication);
    const { exchange, routingKey, id } = publication.message;
    if (error instanceof TypeError || error instanceof RangeError) publication.reject(error);
    else if (error)
      publication.reject(new BrokerUnavailable(`message ${id} is unconfirmed`, { cause: error }));
    else if (publication.returned) publication.reject(unroutable(exchange, routingKey));
    else publication.resolve();
    if (this.#unconfirmed.size + this.#waiting.length === 0) this.#whenIdle?.();
  }

  /** A return precedes its confirm, and returns come in the order of publishing. */
  #markReturned({ fields, properties }: Message): void {
    for (const publication of this.#unconfirmed) {
      const { id, exchange, routingKey } = publication.message;
      if (publication.returned || id !== properties.messageId) continue;
      if (exchange !== fields.exchange || routingKey !== fields.routingKey) continue;
      publication.returned = true;
      return;
    }
  }

  #writeWaiting(): void {
    this.#full = false;
    while (!this.#full) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#write(next);
    }
  }

  #rejectWaiting(): void {
    for (const publication of this.#waiting.splice(0)) {
      this.#settle(publication, new IllegalOperationError('channel closed'));
    }
  }
}

export function unroutable(exchange: string, routingKey: string): Unroutable {
  return new Unroutable(`no queue is bound for ${routingKey} at exchange ${exchange}`);
}
