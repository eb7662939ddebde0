/**
 * A message to publish. Headers are flat strings: streams drop anything else. Names that begin with `x-` are the broker's: they
 * are not handed on.
 */
export interface OutgoingMessage {
  readonly exchange: string;
  readonly routingKey: string;
  /** Becomes `message_id`; consumers use it to recognise a redelivery. */
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface IncomingMessage extends OutgoingMessage {}

/** A message read from a stream, with its position. */
export interface StreamMessage extends IncomingMessage {
  /** Position in the stream; it says nothing about an organization's order. */
  readonly offset: number;
}

/**
 * Where a tail starts: a window back in time (never less than asked for, up to seconds more), what is published once it has
 * caught up, or a known offset.
 */
export type TailStart = { readonly windowMs: number } | 'next' | { readonly offset: number };

export interface TailOptions {
  readonly stream: string;
  readonly from: TailStart;
  /** Messages in flight before an ack is needed; at most a batch. Default 500. */
  readonly prefetch?: number;
  /**
   * Receives messages in stream order, in batches of what had arrived together. The batch is acknowledged cumulatively when
   * the promise settles; the next batch waits for it. A rejection closes the tail's channel and reads the batch again.
   */
  readonly onBatch: (messages: readonly StreamMessage[]) => Promise<void> | void;
  /**
   * Called before the batch when the stream did not continue where it was expected to: messages expired
   * (`actual > expected`) or the stream was re-created (`actual < expected`; it is then read from its beginning).
   */
  readonly onDiscontinuity: (jump: { readonly expected: number; readonly actual: number }) => void;
}

export interface Tail {
  /**
   * Resolves when everything that was in the stream at the time of the call to `tail` has been handed to `onBatch`; rejects
   * with `BrokerUnavailable` when the tail is closed before that (no unhandled rejection if nobody listens).
   */
  readonly caughtUp: Promise<void>;
  /** Whether the tail is attached to the stream at the moment. */
  readonly connected: boolean;
  /** Offset of the last handled message; `undefined` before the first. */
  readonly offset: number | undefined;
  close(): Promise<void>;
}

/** What a failure does to a message: every consumer says it. */
export type Disposition =
  | { readonly outcome: 'ack' }
  | { readonly outcome: 'retry' }
  | { readonly outcome: 'dead-letter'; readonly reason: string };

export interface WorkQueueOptions {
  readonly queue: string;
  readonly bindings: readonly { readonly exchange: string; readonly routingKey: string }[];
  /** Messages handled at the same time. Default 1. */
  readonly prefetch?: number;
  /** One consumer at a time gets the messages, with prefetch 1 in order; another takes over when it goes. Default false. */
  readonly singleActiveConsumer?: boolean;
  /** Deliveries before a message is dead-lettered with reason `delivery-limit`. Default 5. */
  readonly deliveryLimit?: number;
  /** What the dead-letter queue keeps at most; beyond it the oldest go. Default: everything, until an operator deletes it. */
  readonly deadLetterBounds?: { readonly maxCount: number; readonly maxAgeMs: number };
  /** A thrown error counts as `retry`. A retry waits, from 0.2 s after the first attempt, three times longer after each. */
  readonly handle: (message: IncomingMessage & { readonly attempt: number }) => Promise<Disposition>;
}

export interface WorkQueueConsumer {
  close(): Promise<void>;
}

/** A message of a dead-letter queue, with why it is there. */
export interface DeadLetter extends IncomingMessage {
  readonly reason: string;
}

/**
 * The only door to a message broker. Implementations: `RabbitmqBroker`, `InMemoryBroker`; both pass
 * `describeEventBroker`.
 */
export interface EventBroker {
  /** Whether publishing can succeed at the moment; health checks read it. */
  readonly connected: boolean;
  /**
   * Resolves once the broker has persisted the message and routed it to at least one queue.
   * Order of calls is order of messages, also across exchanges. Nothing is buffered while disconnected.
   * Rejects with `BrokerUnavailable` (not connected, connection lost before the confirm, or nacked) or `Unroutable`
   * (no queue is bound, or the topology has no such exchange); after `BrokerUnavailable` the message may or may not have been published.
   */
  publish(message: OutgoingMessage): Promise<void>;
  /** Starts reading a stream; keeps reading over reconnects, from the last handled offset + 1. */
  tail(options: TailOptions): Promise<Tail>;
  /**
   * Declares a quorum queue `queue`, its dead-letter queue `queue.dead`, and its bindings, and starts consuming. What this broker
   * publishes after it resolved belongs to the queue: while that is not declared, `publish` rejects with `BrokerUnavailable`.
   */
  consume(options: WorkQueueOptions): Promise<WorkQueueConsumer>;
  /**
   * The oldest messages of a work queue's dead-letter queue, left where they are. Looks at one queue wait for each other, so
   * that each sees everything. Rejects with `BrokerUnavailable`.
   */
  deadLetters(queue: string, limit: number): Promise<readonly DeadLetter[]>;
  close(): Promise<void>;
}

/** What a broker declares when it connects: idempotent, the same in every process. */
export interface Topology {
  /** Durable topic exchanges whose messages the stream keeps. */
  readonly exchanges: readonly string[];
  /** Durable topic exchanges for work queues alone: nothing of them is in the stream. */
  readonly workExchanges?: readonly string[];
  /** The stream bound to all of `exchanges` with `#`, and how much it keeps. */
  readonly stream: { readonly name: string; readonly maxAgeMs: number };
}

export class BrokerUnavailable extends Error {
  override readonly name = 'BrokerUnavailable';
  readonly code = 'broker.unavailable';
}

export class Unroutable extends Error {
  override readonly name = 'Unroutable';
  readonly code = 'broker.unroutable';
}
