import { type Channel, type ChannelModel, type ConsumeMessage, IllegalOperationError } from 'amqplib';
import { BrokerUnavailable, type StreamMessage, type Tail, type TailOptions } from '../event-broker.js';
import { backoffMs, pause } from '../pause.js';
import { incomingMessage } from './amqp-message.js';
import { BatchedArrivals } from './batched-arrivals.js';
import { LastingChannel } from './lasting-channel.js';
import type { Reader, ReaderDependencies } from './reader.js';
import { StreamPosition } from './stream-position.js';
import { isProbe, offsetOf, probeStreamEnd } from './stream-probe.js';

const DEFAULT_PREFETCH = 500;

/** Reads a stream over any number of attachments; see `StreamPosition` for how it knows that nothing is missing. */
export class StreamTail implements Tail, Reader {
  readonly #options: TailOptions;
  readonly #dependencies: ReaderDependencies;
  readonly #position: StreamPosition;
  readonly #channel: LastingChannel;
  readonly #caughtUp = Promise.withResolvers<void>();
  #offset: number | undefined;
  /** Set when attached: the tail has caught up when it is past this offset. */
  #target = Number.POSITIVE_INFINITY;
  #rejections = 0;
  #arrivals: BatchedArrivals<ConsumeMessage> | undefined;

  constructor(options: TailOptions, dependencies: ReaderDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#position = new StreamPosition(options.from, Date.now());
    this.#caughtUp.promise.catch(() => undefined);
    this.#channel = new LastingChannel({
      connection: dependencies.connection,
      onError: dependencies.onError,
      open: (model) => model.createChannel(),
      setUp: (channel, model) => this.#attach(channel, model),
    });
  }

  get caughtUp(): Promise<void> {
    return this.#caughtUp.promise;
  }

  get ended(): Promise<void> {
    return this.#channel.ended;
  }

  get connected(): boolean {
    return this.#channel.ready !== undefined;
  }

  get offset(): number | undefined {
    return this.#offset;
  }

  async close(): Promise<void> {
    // At once, so that the batch in progress is the last one.
    await Promise.all([this.#arrivals?.stop(), this.#channel.close()]);
    await this.#arrivals?.stop();
    this.#caughtUp.reject(new BrokerUnavailable('the tail was closed before it had caught up'));
  }

  async #attach(channel: Channel, model: ChannelModel): Promise<void> {
    const { stream, prefetch = DEFAULT_PREFETCH } = this.#options;
    const { publisher, topology } = this.#dependencies;
    // A batch that outlives its channel still decides where the next attachment begins.
    await this.#arrivals?.stop();
    if (this.#rejections > 0) await pause(backoffMs(this.#rejections), this.#channel.closing);
    await topology.assert(model, channel);
    this.#target = await probeStreamEnd({ model, publisher, stream, signal: this.#channel.closing });
    const offset = this.#position.attachAt(this.#target);
    // RabbitMQ sends whole chunks of a stream, so more than the prefetch may arrive.
    const arrivals = new BatchedArrivals<ConsumeMessage>(prefetch, (batch) => this.#receive(channel, batch));
    this.#arrivals = arrivals;
    channel.on('close', () => void arrivals.stop());
    const onMessage = (message: ConsumeMessage | null) => {
      if (message) arrivals.push(message);
      // RabbitMQ cancelled the consumer: the stream was deleted, or its node left.
      else this.#channel.reopen();
    };
    await channel.prefetch(prefetch);
    await channel.consume(stream, onMessage, { arguments: { 'x-stream-offset': offset } });
  }

  async #receive(channel: Channel, batch: readonly ConsumeMessage[]): Promise<void> {
    const last = batch.at(-1);
    if (!last) return;
    try {
      await this.#handle(batch);
    } catch (cause) {
      this.#readAgain(cause);
      return;
    }
    this.#rejections = 0;
    this.#position.resumeAt(offsetOf(last) + 1);
    if (offsetOf(last) >= this.#target) this.#caughtUp.resolve();
    acknowledge(channel, last);
  }

  async #handle(batch: readonly ConsumeMessage[]): Promise<void> {
    const messages: StreamMessage[] = [];
    for (const message of batch) {
      const offset = offsetOf(message);
      const jump = this.#position.arrive(offset);
      if (jump) {
        await this.#handOver(messages.splice(0));
        // Said once, also when this batch is rejected and read again.
        this.#position.resumeAt(offset);
        this.#options.onDiscontinuity(jump);
      }
      if (!isProbe(message)) messages.push({ ...incomingMessage(message), offset });
    }
    await this.#handOver(messages);
  }

  async #handOver(messages: readonly StreamMessage[]): Promise<void> {
    const last = messages.at(-1);
    if (!last) return;
    await this.#options.onBatch(messages);
    this.#offset = last.offset;
    this.#position.resumeAt(last.offset + 1);
  }

  #readAgain(cause: unknown): void {
    this.#rejections += 1;
    const { stream } = this.#options;
    this.#dependencies.onError(new Error(`a batch of stream ${stream} failed and is read again`, { cause }));
    // At once: what has arrived meanwhile comes after this batch.
    void this.#arrivals?.stop();
    this.#channel.reopen();
  }
}

/** On a channel that is gone there is nothing to acknowledge: streams keep no acknowledgements. */
function acknowledge(channel: Channel, upTo: ConsumeMessage): void {
  try {
    channel.ack(upTo, true);
  } catch (error) {
    if (!(error instanceof IllegalOperationError)) throw error;
  }
}
