import type { Connection } from './connection.js';
import type { Publisher } from './publisher.js';
import type { TopologyDeclaration } from './topology.js';

/** Something that reads from RabbitMQ until it is closed. */
export interface Reader {
  /** Resolves when it was closed. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** What the readers of one broker have in common. */
export interface ReaderDependencies {
  readonly connection: Connection;
  readonly publisher: Publisher;
  readonly topology: TopologyDeclaration;
  readonly onError: (error: Error) => void;
}
